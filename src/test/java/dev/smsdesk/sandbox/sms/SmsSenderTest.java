package dev.smsdesk.sandbox.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.sandbox.SandboxServer;
import dev.smsdesk.sinch.call.OutgoingMessage;
import dev.smsdesk.sinch.call.SendOutcome;
import dev.smsdesk.sinch.call.SendOutcome.Accepted;
import dev.smsdesk.sinch.call.SendOutcome.AccountRefused;
import dev.smsdesk.sinch.call.SendOutcome.Later;
import dev.smsdesk.sinch.call.SendOutcome.Refused;
import dev.smsdesk.sinch.call.SendOutcome.Unauthorised;
import dev.smsdesk.sinch.call.SendOutcome.Unsure;
import dev.smsdesk.sinch.call.Timeouts;
import dev.smsdesk.sinch.sms.SmsApi;
import dev.smsdesk.store.MutableClock;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("The SMS sender behaves the same towards the sandbox and Sinch")
class SmsSenderTest {
    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-24T10:00:00Z"));
    private SandboxServer sandbox;
    private SmsApi api;

    @BeforeEach
    void open() throws IOException {
        sandbox = new SandboxServer(1, clock);
        api = new SmsApi(sandbox.base(), "sandbox", SandboxServer.TOKEN, new Timeouts(Duration.ofSeconds(1), Duration.ofMillis(1500),
            Duration.ofSeconds(10)));
    }

    @AfterEach
    void close() {
        api.close();
        sandbox.close();
    }

    @Test
    void aBatchIsAcceptedAndKeptBeforeTheAnswer() {
        Accepted accepted = assertInstanceOf(Accepted.class, send("R1", "+46701234567", "+46701230402"));
        assertEquals(26, accepted.providerId().length());
        assertEquals(List.of(accepted.providerId()), sandbox.store.unfinished().stream().map(entry -> entry.id()).toList());
        assertEquals(6, sandbox.queue.waiting());
    }

    @Test
    void theCallsOwnMagic() {
        assertEquals(new Refused(400, "syntax_invalid_parameter_format", "Invalid MSISDN"), send("R1", "+46701234567", "+46701990400"));
        assertEquals(new Refused(403, "illegal_number_type", "Illegal number type"), send("R1", "+46701990403"));
        assertEquals("403 blocked_account", accountRefused(send("R414", "+46701990414")));
        assertInstanceOf(Unauthorised.class, send("R1", "+46701990401"));
        assertEquals(new Unsure("answered:500"), send("R1", "+46701990500"));
        assertEquals(new Unsure("answered:302"), send("R1", "+46701990302"));
        assertEquals(new Unsure("answered-without-id:201"), send("R1", "+46701990201"));
        assertEquals(new Unsure("answered-without-id:201"), send("R1", "+46701990202"));
        assertEquals(0, sandbox.queue.waiting(), "nothing was accepted");
        assertEquals(new Unsure("answered:500"), send("R1", "+46701990501"));
        assertEquals(3, sandbox.queue.waiting(), "accepted all the same");
    }

    private static String accountRefused(SendOutcome outcome) {
        AccountRefused refused = assertInstanceOf(AccountRefused.class, outcome);
        return refused.status() + " " + refused.code();
    }

    @Test
    void onlyTheFirstCallIsPutOff() {
        assertInstanceOf(AccountRefused.class, send("R6", "+46701990414"));
        assertInstanceOf(Accepted.class, send("R6", "+46701990414"));
        assertEquals(new Later(429, Duration.ofSeconds(2)), send("R1", "+46701990429"));
        assertInstanceOf(Accepted.class, send("R1", "+46701990429"));
        assertEquals(new Later(429, Duration.ofSeconds(2)), send("R2", "+46701990429"), "another batch is put off again");
        assertEquals(new Later(429, null), send("R3", "+46701990430"));
        assertInstanceOf(Unauthorised.class, send("R5", "+46701990401"));
        assertInstanceOf(Accepted.class, send("R5", "+46701990401"),
            "else it stops sending again after each Resume, and nothing behind it ever goes out");
        assertEquals(new Later(503, null), send("R4", "+46701990503"));
        assertInstanceOf(Accepted.class, send("R4", "+46701990503"));
    }

    @Test
    void noAnswerBeforeAcceptingAndAfterwards() {
        Unsure unsure = assertInstanceOf(Unsure.class, send("R1", "+46701990000"));
        assertTrue(unsure.why().startsWith("HttpTimeoutException"), unsure.why());
        assertEquals(List.of(), sandbox.store.accepted("R1", 0, 9));
        assertInstanceOf(Unsure.class, send("R1", "+46701990001"));
        assertEquals(1, sandbox.store.accepted("R1", 0, 9).get(0).calls());
    }

    @Test
    @Tag("slow")
    void beyondItsRateItSaysSoAndOurSenderWaits() {
        for (int i = 0; i < SmsBatchesResource.BURST; i++) {
            assertEquals(400, sandbox.sms("POST", "batches", "{").statusCode());
        }
        assertEquals(new Later(429, Duration.ofSeconds(1)), send("R1", "+46701234567"));
        assertEquals("{\"code\":\"too_many_requests\",\"text\":\"There are too many outstanding requests for user or path\"}", sandbox
            .sms("POST", "batches", "{").body());
        assertEquals(401, sandbox.call("POST", SandboxServer.SMS + "batches", "Bearer nonsense", "{").statusCode(),
            "without the token the rate is not told");
        clock.pass(Duration.ofSeconds(1));
        assertInstanceOf(Accepted.class, send("R1", "+46701234567"));
    }

    @Test
    void onlyJsonOfAMebibyteAtMost() {
        assertEquals(413, sandbox.sms("POST", "batches", " ".repeat((1 << 20) + 1)).statusCode());
        assertTrue(sandbox.sms("POST", "batches", "{").body().startsWith("{\"code\":\"syntax_invalid_json\",\"text\":\""));
    }

    private SendOutcome send(String reference, String... to) {
        return api.send(new OutgoingMessage(List.of(to), "+46700000000", "Hej", URI.create("https://desk.example/api/callbacks/sms"),
            reference));
    }
}
