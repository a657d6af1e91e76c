package dev.smsdesk.apply;

import static dev.smsdesk.receive.callback.Bodies.conversationReport;
import static dev.smsdesk.receive.callback.Bodies.report;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.smsdesk.account.Channel;
import dev.smsdesk.receive.inbox.Orphans;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A genuine callback without a message is listed with its age until its message is known or 14 days are over")
class OrphansTest {
    private static final String ONE = "46701230001";
    private final ApplyingSide side = new ApplyingSide();
    private final Orphans orphans = new Orphans(side.db.tx());

    @AfterEach
    void close() {
        side.close();
    }

    @Test
    void itSaysWhatItIsWhenItCameAndWhenItIsLookedAtAgain() {
        Instant came = side.clock.instant();
        side.receive(Channel.SMS, report("P9", ONE, "Delivered", 0, "2026-11-24T10:00:01Z", null));
        side.clock.pass(Duration.ofSeconds(1));
        side.applyAll();
        Orphans.ParkedCallback row = orphans.newest(null, null, 10).items().get(0);
        assertEquals("P9", row.providerId());
        assertEquals("Delivered", row.status());
        assertEquals(came, row.firstSeen());
        assertEquals(2, row.looks());
        assertEquals(came.plusSeconds(3), row.nextLook());
        assertEquals(new Orphans.Counts(1, 0, came), orphans.counts());
    }

    @Test
    void givenUpAfterTwoWeeksItIsStillThere() {
        side.receive(Channel.CONVERSATION, conversationReport("01MSG", "FAILED", "RECIPIENT_NOT_REACHABLE"));
        side.clock.pass(Duration.ofDays(14));
        side.receive(Channel.SMS, report("P9", ONE, "Delivered", 0, "2026-11-24T10:00:01Z", null));
        side.applyAll();
        Orphans.ParkedCallback row = orphans.newest(true, null, 10).items().get(0);
        assertEquals("01MSG", row.providerId());
        assertNull(row.nextLook());
        assertEquals(List.of("P9"), orphans.newest(false, null, 10).items().stream().map(Orphans.ParkedCallback::providerId).toList());
        assertEquals(List.of(1L, 1L), List.of(orphans.counts().waiting(), orphans.counts().givenUp()));
    }

    @Test
    void itLeavesTheListWithTheCommitThatMakesItsMessageKnown() {
        String submission = side.compose(ONE);
        side.receive(Channel.SMS, report("P9", ONE, "Delivered", 0, "2026-11-24T10:00:01Z", null));
        side.link(submission, "P9");
        side.applyAll();
        assertEquals(List.of(), orphans.newest(null, null, 10).items());
        assertEquals(new Orphans.Counts(0, 0, null), orphans.counts());
    }

    @Test
    void anotherReportThatCarriesOurReferenceBringsItHome() {
        String submission = side.compose(ONE);
        side.receive(Channel.SMS, report("P9", ONE, "Dispatched", 401, "2026-11-24T10:00:01Z", null));
        side.receive(Channel.SMS, report("P9", ONE, "Delivered", 0, "2026-11-24T10:00:02Z", submission));
        side.clock.pass(Duration.ofSeconds(1));
        side.applyAll();
        assertEquals(new Orphans.Counts(0, 0, null), orphans.counts());
        assertFalse(side.recipient(submission, ONE).isConflict());
        assertEquals(2, side.messages.reports(side.recipient(submission, ONE).getId()).size());
    }

    @Test
    void theListIsReadInSlices() {
        for (int i = 0; i < 5; i++) {
            side.receive(Channel.SMS, report("P" + i, ONE, "Delivered", 0, "2026-11-24T10:00:01Z", null));
        }
        var first = orphans.newest(null, null, 3);
        assertEquals(List.of("P4", "P3", "P2"), first.items().stream().map(Orphans.ParkedCallback::providerId).toList());
        assertEquals(List.of("P1", "P0"), orphans.newest(null, first.next(), 3).items().stream()
            .map(Orphans.ParkedCallback::providerId).toList());
    }
}
