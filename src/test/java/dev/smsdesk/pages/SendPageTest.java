package dev.smsdesk.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is sent is what was shown, and it is sent once")
class SendPageTest {
    private final PageServer server = PageServer.running().emptied();
    private final Visitor sender = Visitor.loggedIn(server, "sender");

    @Test
    void theFormBeginsWithOurNumber() {
        Document form = sender.page("/send");
        assertEquals("+46700000000", form.selectFirst("#from").val());
        assertEquals("", Visitor.typed(form, "to"));
        assertNull(form.selectFirst("[role=alert]"));
    }

    @Test
    void checkingShowsExactlyWhatWillBeSentAndSendsNothing() {
        Document check = check("MyShop", "+46 70-123 45 67\n0046702345678, +46701234567;+447911123456", "Hello\nthere", "Tuesday");
        assertEquals("Hello\nthere", check.selectFirst(".bubble").wholeText());
        assertEquals("11 characters", check.selectFirst(".split .meta").text());
        assertEquals("3 recipients", check.selectFirst("#to").text());
        assertEquals(List.of("+46 70 123 45 67", "+46 70 234 56 78", "+44 7911 123456"),
            check.select(".numbers li").eachText().stream().map(n -> n.replace('\u00a0', ' ')).toList());
        assertEquals("From MyShop Name Tuesday Given twice 1, counted once", check.selectFirst(".split .facts").text());
        assertEquals("Send to 3 recipients", check.selectFirst("button[value=send]").text());
        assertEquals(0, server.count("batch"));
    }

    @Test
    void sendingLeadsToTheBatchWithWhatWasShown() {
        Document check = check("+46700000000", "+46701234567\n+46702345678", "Hello\nå 😀", "Tuesday");
        HttpResponse<String> answer = sender.post("/send", confirmed(check));
        assertEquals(303, answer.statusCode());
        Document batch = sender.page(path(answer));
        assertEquals("Tuesday", batch.selectFirst("h1").text());
        assertEquals("Hello\nå 😀", batch.selectFirst(".bubble").wholeText());
        assertEquals(2, batch.select("table.rows tbody tr").size());
        assertEquals("sender", server.database.text("select created_by from batch"));
    }

    @Test
    void theSameConfirmationTwiceIsOneBatch() {
        Map<String, String> form = confirmed(check("+46700000000", "+46701234567", "Hello", ""));
        String first = path(sender.post("/send", form));
        assertEquals(first, path(sender.post("/send", form)));
        assertEquals(1, server.count("batch"));
        assertEquals(1, server.count("recipient"));
    }

    @Test
    void aDoubleClickIsOneBatch() {
        Map<String, String> form = confirmed(check("+46700000000", "+46701234567", "Hello", ""));
        List<CompletableFuture<String>> clicks = IntStream.range(0, 4).mapToObj(i -> CompletableFuture.supplyAsync(() -> path(sender.post("/send", form)))).toList();
        assertEquals(1, clicks.stream().map(CompletableFuture::join).distinct().count());
        assertEquals(1, server.count("batch"));
    }

    @Test
    void goingBackToTheCheckAndSendingAgainIsTheSameBatch() {
        Document form = sender.page("/send");
        Map<String, String> typed = Map.of("do", "check", "key", key(form), "from", "MyShop", "to", "+46701234567", "text", "Hello", "name", "");
        String first = path(sender.post("/send", confirmed(sender.post("/send", typed, 200))));
        assertEquals(first, path(sender.post("/send", confirmed(sender.post("/send", typed, 200)))));
        assertEquals(1, server.count("batch"));
    }

    @Test
    void anotherMessageFromAFormThatWasSentIsAskedAboutOnceMore() {
        Map<String, String> form = confirmed(check("+46700000000", "+46701234567", "Hello", ""));
        sender.post("/send", form);
        form.put("text", "Hello again");
        Document asked = sender.post("/send", form, 422);
        assertEquals(1, server.count("batch"));
        assertNotNull(asked.selectFirst("[role=alert]"));
        assertEquals("Hello again", asked.selectFirst(".bubble").wholeText());
        assertNotEquals(form.get("key"), key(asked));
        assertEquals(303, sender.post("/send", confirmed(asked)).statusCode());
        assertEquals(2, server.count("batch"));
    }

    @Test
    void twoFormsAreTwoBatches() {
        sender.post("/send", confirmed(check("+46700000000", "+46701234567", "Hello", "")));
        sender.post("/send", confirmed(check("+46700000000", "+46701234567", "Hello", "")));
        assertEquals(2, server.count("batch"));
    }

    @Test
    void theSameKeyOfAnotherPersonIsAnotherForm() {
        Map<String, String> form = confirmed(check("+46700000000", "+46701234567", "Hello", ""));
        String mine = path(sender.post("/send", form));
        assertNotEquals(mine, path(Visitor.loggedIn(server, "admin").post("/send", form)));
    }

    @Test
    void withoutItsKeyAFormIsShownForCheckingAndNotSent() {
        for (String key : new String[] {"", "å", "x".repeat(129)}) {
            Document check = sender.post("/send", Map.of("do", "send", "key", key, "from", "MyShop", "to", "+46701234567", "text", "Hello"), 200);
            assertEquals("Check before sending", check.selectFirst("h1").text());
            assertNotEquals(key, key(check));
        }
        assertEquals(0, server.count("batch"));
    }

    @Test
    void changingBringsBackWhatWasTyped() {
        Document check = check("MyShop", "+46 70-123 45 67,\n0046702345678", "\n<b>Hello</b>\n", "A \"name\"");
        Map<String, String> form = confirmed(check);
        form.put("do", "change");
        Document again = sender.post("/send", form, 200);
        assertEquals("MyShop", again.selectFirst("#from").val());
        assertEquals("+46 70-123 45 67,\n0046702345678", Visitor.typed(again, "to"));
        assertEquals("\n<b>Hello</b>\n", Visitor.typed(again, "text"));
        assertEquals("A \"name\"", again.selectFirst("#name").val());
        assertEquals(key(check), key(again));
    }

    @Test
    void aNumberThatIsTooLongLeavesWhatWasTypedOnThePage() {
        Document page = sender.post("/send", Map.of("do", "check", "key", "k", "from", "+49 12", "to", "+46701234567\n+49171123456789012", "text", "Hello", "name", ""), 422);
        assertEquals(List.of("“+49171123456789012”: This is not a possible phone number. Check its length and country code."), page.select("#to-issues li").eachText());
        assertEquals(List.of("This is not a possible phone number. Check its length and country code."), page.select("#from-issues li").eachText());
        assertEquals("+46701234567\n+49171123456789012", Visitor.typed(page, "to"));
        assertEquals("+49 12", page.selectFirst("#from").val());
        assertEquals("Hello", Visitor.typed(page, "text"));
        assertNull(page.selectFirst("#allow_unassigned"), "nothing here that could be allowed");
    }

    @Test
    void aHundredBadNumbersAndTooManyRecipientsAreOnePage() {
        String many = IntStream.rangeClosed(0, 5).mapToObj(i -> "+46" + (700_000_000 + i)).collect(Collectors.joining("\n"));
        Document page = sender.post("/send", Map.of("do", "check", "key", "k", "from", "MyShop", "to", many + "\n+4612".repeat(100), "text", "Hello", "name", ""), 422);
        List<String> issues = page.select("#to-issues li").eachText();
        assertEquals("These are 6 recipients; one batch takes at most 5. Split them into several batches.", issues.get(0));
        assertEquals("And 1 more like these.", issues.get(100));
    }

    @Test
    void aBoxBesideTheListedNumbersAllowsUnassignedOnes() {
        Map<String, String> typed = new HashMap<>(Map.of("do", "check", "key", key(sender.page("/send")), "from", "MyShop", "to", "+44 1111 111", "text", "Hello", "name", ""));
        Document refused = sender.post("/send", typed, 422);
        assertTrue(refused.selectFirst("#to-issues li").text().startsWith("“+44 1111 111”: No such number is known to be assigned."));
        assertFalse(refused.selectFirst("#allow_unassigned").hasAttr("checked"));
        typed.put("allow_unassigned", "true");
        Map<String, String> form = confirmed(sender.post("/send", typed, 200));
        form.put("do", "change");
        assertTrue(sender.post("/send", form, 200).selectFirst("#allow_unassigned").hasAttr("checked"));
        form.put("do", "send");
        Document batch = sender.page(path(sender.post("/send", form)));
        assertEquals("441111111", batch.selectFirst("table.rows tbody th").text().replaceAll("[^0-9]", ""));
    }

    private Document check(String from, String to, String text, String name) {
        return sender.post("/send", Map.of("do", "check", "key", key(sender.page("/send")), "from", from, "to", to.replace("\n", "\r\n"),
            "text", text.replace("\n", "\r\n"), "name", name), 200);
    }

    private static String key(Document page) {
        return page.selectFirst("form[action=/sms-desk/send] input[name=key]").val();
    }

    /** The fields of the confirmation, and its button Send. */
    private static Map<String, String> confirmed(Document check) {
        Map<String, String> form = new TreeMap<>(Map.of("do", "send"));
        Stream.of("key", "from", "to", "text", "name").forEach(field -> {
            Element input = check.selectFirst("form[action=/sms-desk/send] input[type=hidden][name=" + field + "]");
            form.put(field, input.attr("value").replace("\n", "\r\n"));
        });
        check.select("input[type=hidden][name=allow_unassigned]").forEach(input -> form.put("allow_unassigned", input.attr("value")));
        return form;
    }

    private static String path(HttpResponse<String> redirect) {
        assertEquals(303, redirect.statusCode());
        return redirect.headers().firstValue("Location").orElseThrow().substring("/sms-desk".length());
    }
}
