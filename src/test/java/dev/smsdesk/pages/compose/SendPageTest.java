package dev.smsdesk.pages.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.pages.PageServer;
import dev.smsdesk.pages.Visitor;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The send page sends exactly what the check page showed, once")
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
        assertEquals("From MyShop Name Tuesday Duplicates removed 1", check.selectFirst(".split .facts").text());
        assertEquals("Send to 3 recipients", check.selectFirst("main form button").text());
        assertEquals("DRAFT", server.database.text("select status from batch"));
        assertEquals(0, server.count("submission"));
    }

    @Test
    void withTwoAccountsThePersonChoosesAndMayChangeTheDraft() {
        Document form = sender.page("/send");
        assertEquals(List.of("SMS API (sandbox:sms)", "Conversation API (sandbox:conversation)"), form.select("#via option").eachText());
        assertEquals("sandbox:sms", form.selectFirst("#via option[selected]").val());
        Map<String, String> fields = new HashMap<>(Map.of("from", "MyShop", "to", "+46701234567", "text", "Hello", "name", "", "key",
            form.selectFirst("[name=key]").val(), "via", "sandbox:conversation"));
        String check = path(sender.post("/send", fields));
        assertEquals("sandbox:conversation", server.database.text("select account from batch"));
        Document again = sender.page("/send?draft=" + check.replaceFirst(".*/", ""));
        assertEquals("sandbox:conversation", again.selectFirst("#via option[selected]").val());
        fields.put("via", "sandbox:sms");
        fields.put("version", again.selectFirst("[name=version]").val());
        sender.post("/send", fields);
        assertEquals("sandbox:sms", server.database.text("select account from batch"));
        fields.put("via", "sandbox:email");
        fields.put("key", "another");
        assertTrue(sender.post("/send", fields).body().contains("There is no such account."));
    }

    @Test
    void sendingLeadsToTheBatchWithWhatWasShown() {
        Document check = check("+46700000000", "+46701234567\n+46702345678", "Hello\nå 😀", "Tuesday");
        HttpResponse<String> answer = confirm(check);
        assertEquals(303, answer.statusCode());
        Document batch = sender.page(path(answer));
        assertEquals("Tuesday Sending", batch.selectFirst("h1").text());
        assertEquals("Hello\nå 😀", batch.selectFirst(".bubble").wholeText());
        assertEquals(2, batch.select("table.rows tbody tr").size());
        assertEquals("sender", server.database.text("select created_by from batch"));
    }

    @Test
    void theSameConfirmationTwiceIsOneBatch() {
        Document check = check("+46700000000", "+46701234567", "Hello", "");
        String first = path(confirm(check));
        assertEquals(first, path(confirm(check)));
        assertEquals(1, server.count("batch"));
        assertEquals(1, server.count("recipient"));
    }

    @Test
    void aDoubleClickIsOneBatch() {
        Document check = check("+46700000000", "+46701234567", "Hello", "");
        List<CompletableFuture<String>> clicks = IntStream.range(0, 4)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> path(confirm(check)))).toList();
        assertEquals(1, clicks.stream().map(CompletableFuture::join).distinct().count());
        assertEquals(1, server.count("batch"));
        assertEquals(1, server.count("recipient"));
    }

    @Test
    void goingBackToTheCheckAndSendingAgainIsTheSameBatch() {
        Document form = sender.page("/send");
        Map<String, String> typed = Map.of("key", key(form), "from", "MyShop", "to", "+46701234567", "text", "Hello", "name", "");
        String check = path(sender.post("/send", typed));
        assertEquals(check, path(sender.post("/send", typed)), "a double click on Check is one draft");
        String first = path(confirm(sender.page(check)));
        assertEquals(first, path(sender.get(check)), "what was sent is shown, not asked about once more");
        assertEquals(check, path(sender.post("/send", typed)));
        assertEquals(1, server.count("batch"));
    }

    @Test
    void theCheckPageIsAddressedAndCanBeReloaded() {
        Document form = sender.page("/send");
        String check = path(sender.post("/send", Map.of("key", key(form), "from", "MyShop", "to", "+46701234567\n+46702345678", "text",
            "Hello", "name", "")));
        assertTrue(check.matches("/send/check/[0-9A-Z]{26}"), check);
        assertEquals(sender.page(check).selectFirst("main").html(), sender.page(check).selectFirst("main").html());
        assertFalse(sender.page(check).html().contains("+46702345678\n"), "the list stays in the database");
        assertEquals(404, sender.get("/send/check/nothing").statusCode());
        assertEquals(check, path(sender.get(check.replace("/send/check", "/batches"))), "a draft's page is its check");
        assertEquals(403, Visitor.loggedIn(server, "viewer").get(check).statusCode());
    }

    @Test
    void anotherMessageFromAFormThatWasSentIsAskedAboutOnceMore() {
        Map<String, String> typed = new HashMap<>(Map.of("key", key(sender.page("/send")), "from", "MyShop", "to", "+46701234567", "text",
            "Hello", "name", ""));
        confirm(sender.page(path(sender.post("/send", typed))));
        typed.put("text", "Hello again");
        Document asked = sender.page(path(sender.post("/send", typed)));
        assertEquals(1, server.count("submission"));
        assertTrue(asked.selectFirst("main [role=alert]").text().startsWith("A message was sent from this form before."));
        assertEquals("Hello again", asked.selectFirst(".bubble").wholeText());
        assertEquals(303, confirm(asked).statusCode());
        assertEquals(2, server.count("submission"));
    }

    @Test
    void twoFormsAreTwoBatches() {
        confirm(check("+46700000000", "+46701234567", "Hello", ""));
        confirm(check("+46700000000", "+46701234567", "Hello", ""));
        assertEquals(2, server.count("submission"));
    }

    @Test
    void theSameKeyOfAnotherPersonIsAnotherForm() {
        Map<String, String> typed = Map.of("key", key(sender.page("/send")), "from", "MyShop", "to", "+46701234567", "text", "Hello",
            "name", "");
        String mine = path(sender.post("/send", typed));
        assertNotEquals(mine, path(Visitor.loggedIn(server, "admin").post("/send", typed)));
    }

    @Test
    void withoutItsKeyAFormIsADraftOfItsOwn() {
        for (String key : new String[] {"", "å", "x".repeat(129)}) {
            Document check = sender.page(path(sender.post("/send",
                Map.of("key", key, "from", "MyShop", "to", "+46701234567", "text", "Hello"))));
            assertEquals("Check before sending", check.selectFirst("h1").text());
        }
        assertEquals(3, server.database.number("select count(*) from batch where status = 'DRAFT'"));
    }

    @Test
    void changingBringsBackWhatWasTypedAndChangesTheDraft() {
        Document check = check("MyShop", "+46 70-123 45 67,\n0046702345678", "\n<b>Hello</b>\n", "A \"name\"");
        Document again = sender.page(check.selectFirst("main a[role=button]").attr("href").substring("/sms-desk".length()));
        assertEquals("MyShop", again.selectFirst("#from").val());
        assertEquals("+46 70-123 45 67,\n0046702345678", Visitor.typed(again, "to"));
        assertEquals("\n<b>Hello</b>\n", Visitor.typed(again, "text"));
        assertEquals("A \"name\"", again.selectFirst("#name").val());
        Map<String, String> typed = new HashMap<>(Map.of("key", key(again), "version", again.selectFirst("input[name=version]").val(),
            "from", "MyShop", "to", "+46701234567", "text", "Other", "name", ""));
        Document changed = sender.page(path(sender.post("/send", typed)));
        assertEquals("Other", changed.selectFirst(".bubble").wholeText());
        assertEquals(1, server.count("batch"));
        typed.put("text", "Stale");
        Document stale = sender.post("/send", typed, 409);
        assertEquals("Nothing was sent. Another person has changed this draft. Look at it again.",
            stale.selectFirst("main [role=alert]").text());
        assertEquals("Stale", Visitor.typed(stale, "text"));
        Document late = Jsoup.parse(confirm(check).body());
        assertEquals("This draft was changed after it was shown to you. Nothing was sent; look at it again.",
            late.selectFirst("main [role=alert]").text());
        assertEquals("Other", late.selectFirst(".bubble").wholeText());
        assertEquals(0, server.count("submission"));
    }

    @Test
    void aNumberThatIsTooLongLeavesWhatWasTypedOnThePage() {
        Document page = sender.post("/send", Map.of("do", "check", "key", "k", "from", "+49 12", "to", "+46701234567\n+49171123456789012",
            "text", "Hello", "name", ""), 422);
        assertEquals(List.of("“+49171123456789012”: This is not a possible phone number. Check its length and country code."),
            page.select("#to-issues li").eachText());
        assertEquals(List.of("This is not a possible phone number. Check its length and country code."),
            page.select("#from-issues li").eachText());
        assertEquals("+46701234567\n+49171123456789012", Visitor.typed(page, "to"));
        assertEquals("+49 12", page.selectFirst("#from").val());
        assertEquals("Hello", Visitor.typed(page, "text"));
        assertNull(page.selectFirst("#allow_unassigned"), "nothing here that could be allowed");
    }

    @Test
    void aHundredBadNumbersAndTooManyRecipientsAreOnePage() {
        String many = IntStream.rangeClosed(0, 5).mapToObj(i -> "+46" + (700_000_000 + i)).collect(Collectors.joining("\n"));
        Document page = sender.post("/send", Map.of("do", "check", "key", "k", "from", "MyShop", "to", many + "\n+4612".repeat(100), "text",
            "Hello", "name", ""), 422);
        List<String> issues = page.select("#to-issues li").eachText();
        assertEquals("These are 6 recipients; one batch takes at most 5. Split them into several batches.", issues.get(0));
        assertEquals("And 1 more like these.", issues.get(100));
    }

    @Test
    void aBoxBesideTheListedNumbersAllowsUnassignedOnes() {
        Map<String, String> typed = new HashMap<>(Map.of("do", "check", "key", key(sender.page("/send")), "from", "MyShop", "to",
            "+44 1111 111", "text", "Hello", "name", ""));
        Document refused = sender.post("/send", typed, 422);
        assertTrue(refused.selectFirst("#to-issues li").text().startsWith("“+44 1111 111”: No such number is known to be assigned."));
        assertFalse(refused.selectFirst("#allow_unassigned").hasAttr("checked"));
        typed.put("allow_unassigned", "true");
        Document check = sender.page(path(sender.post("/send", typed)));
        Document again = sender.page(check.selectFirst("main a[role=button]").attr("href").substring("/sms-desk".length()));
        assertTrue(again.selectFirst("#allow_unassigned").hasAttr("checked"));
        Document batch = sender.page(path(confirm(check)));
        assertEquals("441111111", batch.selectFirst("table.rows tbody th").text().replaceAll("[^0-9]", ""));
    }

    private Document check(String from, String to, String text, String name) {
        return sender.page(path(sender.post("/send", Map.of("key", key(sender.page("/send")), "from", from, "to", to.replace("\n", "\r\n"),
            "text", text.replace("\n", "\r\n"), "name", name))));
    }

    private static String key(Document page) {
        return page.selectFirst("form[action=/sms-desk/send] input[name=key]").val();
    }

    /** Presses the button of the check page. */
    private HttpResponse<String> confirm(Document check) {
        Element form = check.selectFirst("main form");
        return sender.post(form.attr("action").substring("/sms-desk".length()),
            Map.of("version", form.selectFirst("input[name=version]").val()));
    }

    private static String path(HttpResponse<String> redirect) {
        assertEquals(303, redirect.statusCode());
        return redirect.headers().firstValue("Location").orElseThrow().substring("/sms-desk".length());
    }
}
