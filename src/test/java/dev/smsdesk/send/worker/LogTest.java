package dev.smsdesk.send.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.smsdesk.compose.Order;
import dev.smsdesk.message.PhoneNumber;
import dev.smsdesk.send.IdempotencyTest;
import dev.smsdesk.sinch.call.SendOutcome.Refused;
import dev.smsdesk.sinch.call.SendOutcome.Unauthorised;
import dev.smsdesk.sinch.call.SendOutcome.Unsure;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@DisplayName("The log has each action, but neither numbers nor texts")
class LogTest {
    private static final Order SECRET = new Order("+46700555123", List.of(new PhoneNumber("46709876543")), "the confidential text",
        "a name");
    private final Logger desk = (Logger) LoggerFactory.getLogger("dev.smsdesk");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final TestDesk bench = new TestDesk();

    @BeforeEach
    void listen() {
        desk.setLevel(Level.DEBUG);
        log.start();
        desk.addAppender(log);
    }

    @AfterEach
    void leave() {
        desk.detachAppender(log);
        desk.setLevel(null);
    }

    @Test
    void aWholeRunTellsNeitherNumberNorText() {
        bench.sender.then(new Refused(400, "syntax_invalid_parameter_format", "46709876543 is no number")).then(new Unsure("Answered 500."))
            .then(new Unauthorised(""));
        for (int i = 0; i < 3; i++) {
            bench.outbox().enqueue(SECRET, "anna", IdempotencyTest.once("k" + i, i));
            bench.worker().step();
        }
        bench.gate().resume("anna");
        bench.worker().step();
        String told = told();
        assertEquals(3, told.lines().filter(line -> line.startsWith("batch stored id=")).count());
        assertEquals(4, told.lines().filter(line -> line.startsWith("submission called id=")).count());
        assertSilent(told);
    }

    @Test
    void aBrokenConstraintIsToldWithoutTheRow() {
        bench.sender.then(call -> {
            bench.sql("alter table report rename to report_away");
            bench.clock.pass(SubmissionClaims.LEASE.plusMillis(1));
            return new Refused(400, "x", "46709876543");
        });
        bench.outbox().enqueue(SECRET, "anna", null);
        bench.worker().step();
        bench.sql("alter table report_away rename to report");
        assertTrue(told().contains("submission outcome not recorded yet id="));
        assertSilent(told());
    }

    @Test
    void aLineStaysALine() {
        bench.gate().pause("anna", "x\nbatch stored id=forged");
        assertEquals(1, told().lines().count());
    }

    private String told() {
        return log.list.stream().map(event -> event.getFormattedMessage()
            + (event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .collect(Collectors.joining("\n"));
    }

    private static void assertSilent(String told) {
        for (String secret : List.of("46709876543", "9876543", "46700555123", "confidential text", "a name")) {
            assertFalse(told.contains(secret), told);
        }
    }
}
