package dev.smsdesk.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.catalina.LifecycleException;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A form with a mistake is shown again with its values and errors, and sends nothing")
class BadFormTest {
    private final PageServer server = PageServer.running().emptied();
    private final Visitor sender = Visitor.loggedIn(server, "sender");

    @Test
    void aNumberThatIsNoneIsNamedAsItWasTyped() {
        Document form = refused("MyShop", "+46701234567\n12\n<script>x</script>", "Hello");
        List<String> issues = form.select("#to-issues li").eachText();
        assertEquals(2, issues.size());
        assertTrue(issues.get(0).startsWith("“12”: "), issues.get(0));
        assertTrue(issues.get(1).startsWith("“<script>x</script>”: "), issues.get(1));
        assertEquals(List.of("#to"), form.select(".summary a").eachAttr("href"));
        assertTrue(form.selectFirst(".summary a").text().endsWith("(and 1 more)"));
        assertEquals("true", form.selectFirst("#to").attr("aria-invalid"));
    }

    @Test
    void noRecipientNoTextAndNoSenderAreThreeMistakes() {
        Document form = refused("", "", "");
        assertEquals(List.of("#from", "#to", "#text"), form.select(".summary a").eachAttr("href"));
        form.select(".summary a").forEach(link -> assertEquals(1, form.select(link.attr("href")).size()));
        assertEquals(1, form.select("#from-issues li").size());
        assertEquals(1, form.select("#to-issues li").size());
        assertEquals(1, form.select("#text-issues li").size());
    }

    @Test
    void twoThousandAndOneCharactersAreTooMany() {
        Document form = refused("MyShop", "+46701234567", "x".repeat(2001));
        assertTrue(form.selectFirst("#text-issues li").text().contains("2001"));
    }

    @Test
    void aLineEndIsOneCharacter() {
        String text = "x\n".repeat(1000);
        Document check = sender.followed("/send", Map.of("key", "k", "from", "MyShop", "to", "+46701234567", "text",
            text.replace("\n", "\r\n")));
        assertEquals("2,000 characters", check.selectFirst(".split .meta").text());
    }

    @Test
    void moreRecipientsThanAllowedAreTooMany() {
        Document form = refused("MyShop", numbers(PageServer.MOST_RECIPIENTS + 1), "Hello");
        assertTrue(form.selectFirst("#to-issues li").text().startsWith("These are 6 recipients"));
    }

    @Test
    void aNameWithALineEndIsRefused() {
        Document form = sender.post("/send", Map.of("do", "check", "key", "k", "from", "MyShop", "to", "+46701234567", "text", "Hello",
            "name", "a\r\nX: b"), 422);
        assertEquals(List.of("#name"), form.select(".summary a").eachAttr("href"));
    }

    @Test
    void aMistakeMadeAfterTheCheckIsFoundToo() {
        Document form = sender.post("/send", Map.of("do", "send", "key", "k", "from", "MyShop", "to", "unknown", "text", "Hello"), 422);
        assertEquals("unknown", Visitor.typed(form, "to"));
        assertEquals(0, server.count("batch"));
    }

    @Test
    void aLongListOfRecipientsComesBackWhole() {
        String to = numbers(40_000);
        Document form = refused("MyShop", to, "Hello");
        assertEquals(to, Visitor.typed(form, "to"));
    }

    @Test
    void aListTooLargeForAnyFormIsAnsweredWithAPage() {
        var answer = sender.post("/send", Map.of("do", "check", "key", "k", "from", "MyShop", "to", numbers(300_000), "text", "Hello"));
        assertEquals(413, answer.statusCode());
        assertEquals("Too much at once", Jsoup.parse(answer.body()).selectFirst("h1").text());
        assertEquals(200, sender.get("/send").statusCode(), "the session goes on");
    }

    @Test
    void whereSendingIsOffTheFormSaysWhyAndKeepsTheText() throws LifecycleException {
        PageServer off = PageServer.withSendingOff("No Sinch credentials are set.");
        try {
            Document form = Visitor.loggedIn(off, "sender").post("/send",
                Map.of("do", "send", "key", "k", "from", "MyShop", "to", "+46701234567", "text", "Hello"), 503);
            assertEquals("Nothing was sent. No Sinch credentials are set.", form.selectFirst("main [role=alert]").text());
            assertEquals("Hello", Visitor.typed(form, "text"));
            assertTrue(form.selectFirst(".banner.alarm").text().startsWith("Sending is off. No Sinch credentials are set."));
            assertEquals(0, off.count("batch"));
        } finally {
            off.stop();
        }
    }

    private Document refused(String from, String to, String text) {
        Document form = sender.post("/send", Map.of("do", "check", "key", "k1", "from", from, "to", to.replace("\n", "\r\n"), "text", text,
            "name", "Tuesday"), 422);
        assertEquals(from, form.selectFirst("#from").val());
        assertEquals(to, Visitor.typed(form, "to"));
        assertEquals(text, Visitor.typed(form, "text"));
        assertEquals("Tuesday", form.selectFirst("#name").val());
        assertEquals("k1", form.selectFirst("input[name=key]").val());
        assertNull(form.selectFirst("script"));
        assertEquals(0, server.count("batch"));
        return form;
    }

    private static String numbers(int count) {
        return IntStream.range(0, count).mapToObj(i -> "+4670" + (1_000_000 + i)).collect(Collectors.joining("\n"));
    }
}
