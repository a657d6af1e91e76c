package dev.smsdesk.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smsdesk.account.Channel;
import dev.smsdesk.message.table.DraftTable;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.send.worker.TestDesk;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A batch goes through the account that \"via\" names, else through the default")
class ViaTest {
    private final TestDesk desk = new TestDesk();
    private final Api api = new Api(desk, 10, desk.outbox(TestDesk.APP, TestDesk.SMS));

    private static String body(String via) {
        return "{\"from\":\"+46700000000\",\"to\":[\"+46701234567\"],\"text\":\"Hej\"" + (via == null ? "" : ",\"via\":" + via) + "}";
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", quoteCharacter = '\'', textBlock = """
        -, conversation:app-1
        null, conversation:app-1
        "sms", sms:plan-1
        "conversation", conversation:app-1
        "sms:plan-1", sms:plan-1
        "conversation:app-1", conversation:app-1
        """)
    void anIdOrAWordChoosesAndTheBatchShowsTheId(String via, String account) {
        Api.Answer created = api.post(body(via));
        assertEquals(202, created.status());
        JsonNode batch = api.get("batches/" + created.json().path("id").asText()).json();
        assertEquals(account, batch.path("via").asText());
        assertEquals(account, desk.submission(batch.path("id").asText()).getAccount());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"sms:plan-2\"", "\"email\"", "\"SMS\"", "\"\""})
    void anyOtherValueIs422AndStoresNothing(String via) {
        Api.Answer answer = api.post(body(via));
        assertEquals(422, answer.status());
        assertEquals(List.of("/via"), answer.pointers());
        assertEquals("There is no such account. Write one of conversation, conversation:app-1, sms, sms:plan-1, or leave it out for the "
            + "default account.",
            answer.json().path("detail").asText());
        assertEquals(0, desk.count("batch"));
    }

    @Test
    void aNumberIsNoAccount() {
        assertEquals(List.of("/via"), api.post(body("1")).pointers());
    }

    @Test
    void eachAccountCallsOnlyItsOwn() {
        String bySms = desk.outbox(TestDesk.APP, TestDesk.SMS).enqueue(TestDesk.order("sms"), "anna", null);
        String byApp = desk.outbox(TestDesk.APP, TestDesk.SMS).enqueue(TestDesk.order("conversation"), "anna", null);
        desk.worker(TestDesk.SMS).step();
        desk.worker(TestDesk.APP).step();
        assertEquals(List.of(desk.submission(bySms).getId()), desk.sender.calls().stream().map(one -> one.reference()).toList());
        assertEquals(List.of(desk.submission(byApp).getId()), desk.appSender.calls().stream().map(one -> one.reference()).toList());
    }

    /** The Conversation account is off. @param chosen by SMSDESK_SEND_WITH, or null */
    private SendingAccounts appIsOff(Channel chosen) {
        SendingGate off = new SendingGate(desk.tx, desk.clock, Optional.of("Set the region."), TestDesk.APP.id());
        return new SendingAccounts(List.of(new SendingAccount(TestDesk.APP, off, desk.appSender, null),
            desk.accounts(TestDesk.SMS).all().get(0)), "There is none.", List.of(), chosen);
    }

    private Outbox outbox(SendingAccounts accounts) {
        return new Outbox(desk.tx, desk.ids, desk.deliveries, desk.clock, accounts, desk.planner(), () -> { });
    }

    @Test
    void whereTheChosenDefaultIsOffAMessageThatNamesNoneIsRefusedWithTheFault() {
        Api half = new Api(desk, 10, outbox(appIsOff(Channel.CONVERSATION)));
        Api.Answer refused = half.post(body(null));
        assertEquals(503, refused.status());
        assertEquals("urn:smsdesk:problem:sending-off", refused.json().path("type").asText());
        assertEquals("The default account is off. Set the region.", refused.json().path("detail").asText());
        assertEquals(0, desk.count("batch"));
        assertEquals(202, half.post(body("\"sms\"")).status());
    }

    @Test
    void soItIsWhereTheChosenAccountCannotEvenBeNamed() {
        SendingAccounts accounts = new SendingAccounts(desk.accounts(TestDesk.SMS).all(), "There is none.",
            List.of("SINCH_APP_ID must be letters."), Channel.CONVERSATION);
        assertEquals("The default account is off. SINCH_APP_ID must be letters.",
            new Api(desk, 10, outbox(accounts)).post(body(null)).json().path("detail").asText());
    }

    @Test
    void theOtherAccountsFaultDoesNotStopTheChosenOne() {
        assertEquals(202, new Api(desk, 10, outbox(appIsOff(Channel.SMS))).post(body(null)).status());
    }

    @Test
    void aDraftWhoseAccountIsOffMeanwhileIsNotConfirmedAndTheFaultIsNamed() {
        String draft = desk.outbox(TestDesk.APP, TestDesk.SMS).draft(TestDesk.order("conversation"),
            new DraftTable.Typed("form-1", "+46701234567", 1, false), null, "anna", key -> new Idempotency("page:anna", key, new byte[32]))
            .batchId();
        ProblemException refused = assertThrows(ProblemException.class, () -> outbox(appIsOff(null)).confirm(draft, 0, "anna"));
        assertEquals("Set the region.", refused.getMessage());
    }

    @Test
    void whereNoDefaultWasChosenAndItIsOffTheOtherIsUsedButNotWhereItWasNamed() {
        SendingAccounts accounts = appIsOff(null);
        Api half = new Api(desk, 10, outbox(accounts));
        Api.Answer created = half.post(body(null));
        assertEquals("sms:plan-1", half.get("batches/" + created.json().path("id").asText()).json().path("via").asText());
        Api.Answer named = half.post(body("\"conversation\""));
        assertEquals(503, named.status());
        assertEquals("Set the region.", named.json().path("detail").asText());
        assertEquals(Optional.empty(), accounts.off());
        assertEquals(List.of("Set the region."), accounts.faults());
    }

    @Test
    void aRepeatWithAnotherAccountIsAnotherRequest() {
        assertEquals(202, api.post(body("\"sms\""), "Idempotency-Key", "k").status());
        assertEquals(422, api.post(body("\"conversation\""), "Idempotency-Key", "k").status());
    }
}
