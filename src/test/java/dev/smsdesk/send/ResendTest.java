package dev.smsdesk.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.smsdesk.compose.Composer;
import dev.smsdesk.message.Batch;
import dev.smsdesk.message.table.DraftTable;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.send.worker.TestDesk;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The failed recipients of a batch become a draft, each once")
class ResendTest {
    private final TestDesk desk = new TestDesk();
    private final BatchDrafts drafts = new BatchDrafts(desk.tx, new Composer(10, null, 10), desk.outbox(), desk.messages);

    private void state(String batchId, int recipient, String state, boolean conflict) {
        desk.sql("update recipient set state = ?, conflict = ? where batch_id = ? and digits = ?", state, conflict, batchId,
            TestDesk.numbers(recipient + 1).get(recipient).digits());
    }

    private List<String> recipients(String batchId) {
        return desk.tx.sql(connection -> DraftTable.all(connection, batchId));
    }

    private Batch batch(String id) {
        return desk.messages.batch(id).orElseThrow();
    }

    @Test
    void aCancelledDraftGivesThemBack() {
        String id = desk.composed(5);
        state(id, 0, "EXPIRED", false);
        state(id, 1, "FAILED", true);
        state(id, 2, "DELIVERED", false);
        state(id, 3, "REJECTED_BY_API", false);
        String first = drafts.resendFailed(id, "anna", null);
        assertEquals(List.of("46701000000", "46701000003"), recipients(first));
        assertEquals("contradicted 1,delivered 1,waiting 1", batch(first).getLeftOut());
        assertEquals(2, batch(first).getRecipientCount());
        assertEquals(ProblemType.TOO_LATE, assertThrows(ProblemException.class, () -> drafts.resendFailed(id, "anna", null)).type());
        assertEquals(2, desk.count("batch"), "nothing is stored half");
        desk.actions().cancel(first, "anna");
        String second = drafts.resendFailed(id, "anna", null);
        assertEquals(List.of("46701000000", "46701000003"), recipients(second));
        desk.outbox().confirm(second, 0, "anna");
        state(id, 4, "ABORTED", false);
        String third = drafts.resendFailed(id, "anna", null);
        assertEquals(List.of("46701000004"), recipients(third));
        assertEquals("contradicted 1,delivered 1,resent_before 2", batch(third).getLeftOut());
        assertEquals(id, batch(third).getResendOf());
    }
}
