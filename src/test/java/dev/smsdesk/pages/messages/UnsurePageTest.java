package dev.smsdesk.pages.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.pages.PageServer;
import dev.smsdesk.pages.Stock;
import dev.smsdesk.pages.Visitor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A person decides about an unsure submission, once, and the audit log says who")
class UnsurePageTest {
    private final PageServer server = PageServer.running().emptied();
    private final Stock stock = new Stock(server);
    private final Visitor sender = Visitor.loggedIn(server, "sender");
    private final String batch = stock.batch("MyShop", "Hello", "Tuesday", "+46701234567");
    private final String submission = stock.unsure(batch, "No answer within 20 s.");

    @Test
    void thePageSaysWhyAndOffersThreeWaysToASender() {
        Document page = sender.page("/batches/" + batch);
        assertTrue(page.selectFirst("article.call").text().contains("No answer within 20 s."));
        assertEquals(List.of("adopt", "resend", "give-up"), page.select("article.call button").eachAttr("value"));
        assertEquals(0, Visitor.loggedIn(server, "viewer").page("/batches/" + batch).select("article.call button").size());
    }

    @Test
    void theHomePageLeadsToItAfterADayInWhichItDidNotResolveItself() {
        server.database.run("update submission set called_at = ?", server.clock.instant().minus(Duration.ofHours(24)).plusSeconds(1));
        assertEquals(0, sender.page("/").select(".attention a").size());
        server.database.run("update submission set called_at = ?", server.clock.instant().minus(Duration.ofHours(24)));
        assertEquals("/sms-desk/batches/" + batch, sender.page("/").selectFirst(".attention a").attr("href"));
    }

    @Test
    void theHomePageLeadsAtOnceToWhatSinchDoesNotHave() {
        server.database.run("update submission set called_at = ?", server.clock.instant());
        server.database.run("insert into lookup (submission_id, account, call_version, not_found_at) select id, account, version, "
            + "called_at from submission");
        assertEquals("/sms-desk/batches/" + batch, sender.page("/").selectFirst(".attention a").attr("href"));
        server.database.run("update lookup set call_version = call_version + 1");
        assertEquals(0, sender.page("/").select(".attention a").size(), "the answer was about another call");
    }

    @Test
    void aClickOnAnEarlierCallChangesNothing() {
        assertEquals("0", sender.page("/batches/" + batch).selectFirst("article.call input[name=call]").val());
        server.database.run("update submission set version = 1");
        assertEquals(422, sender.post("/batches/" + batch, Map.of("submission", submission, "do", "resend", "call", "0")).statusCode());
        assertEquals("UNSURE", server.database.text("select state from submission"));
    }

    @Test
    void adoptingLinksItToSinchsBatch() {
        assertEquals(303, decide("adopt", "01FC66621XXXXX119Z8PMV1QPQ").statusCode());
        assertEquals("SENT", server.database.text("select state from submission"));
        assertEquals("01FC66621XXXXX119Z8PMV1QPQ", server.database.text("select provider_id from provider_ref"));
        audited("unsure submission: adopt");
    }

    @Test
    void sendingAgainPutsItBackIntoTheQueue() {
        assertEquals(303, decide("resend", "").statusCode());
        assertEquals("WAITING", server.database.text("select state from submission"));
        audited("unsure submission: resend");
    }

    @Test
    void givingUpIsFinal() {
        assertEquals(303, decide("give-up", "").statusCode());
        assertEquals("GIVEN_UP", server.database.text("select state from submission"));
        assertEquals("NOT_SENT", server.database.text("select state from recipient"));
        Document timeline = sender.page("/batches/" + batch + "/recipients/" + server.database.text("select id from recipient"));
        assertEquals(List.of("No answer within 20 s.", "Given up by a person, without knowing whether Sinch has it."),
            timeline.select(".timeline dt:contains(Reason) + dd").eachText());
        audited("unsure submission: give-up");
    }

    @Test
    void aSecondDecisionIsRefusedWithWhatIsTheCaseNow() {
        decide("give-up", "");
        var answer = decide("resend", "");
        assertEquals(422, answer.statusCode());
        assertTrue(answer.body().contains("Nothing was changed. It is no longer unsure"), answer.body());
        assertEquals("GIVEN_UP", server.database.text("select state from submission"));
        assertEquals(1, server.database.number("select count(*) from audit_entry where what like 'unsure%'"));
    }

    @Test
    void anIdThatCannotBeOneIsRefused() {
        for (String id : List.of("", "two words", "x".repeat(129))) {
            assertEquals(422, decide("adopt", id).statusCode(), id);
        }
        assertEquals(422, decide("something", "").statusCode());
        assertEquals("UNSURE", server.database.text("select state from submission"));
        assertEquals(0, server.count("provider_ref"));
    }

    @Test
    void aSubmissionOfAnotherBatchIsNotDecidedHere() {
        String other = stock.batch("MyShop", "Other", null, "+46701234567");
        assertEquals(404, sender.post("/batches/" + other, Map.of("submission", submission, "do", "give-up")).statusCode());
        assertEquals(404, sender.post("/batches/" + batch, Map.of("do", "give-up")).statusCode());
        assertEquals(1, server.database.number("select count(*) from submission where state = 'UNSURE'"));
    }

    private java.net.http.HttpResponse<String> decide(String decision, String providerId) {
        return sender.post("/batches/" + batch, Map.of("submission", submission, "do", decision, "provider_id", providerId));
    }

    private void audited(String what) {
        assertEquals(1, server.database.number("select count(*) from audit_entry where who = 'sender' and what = ? and detail = ?", what,
            "submission " + submission));
    }
}
