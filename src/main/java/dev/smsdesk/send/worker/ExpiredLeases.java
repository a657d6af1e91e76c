package dev.smsdesk.send.worker;

import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.OwnReason;
import dev.smsdesk.message.ReportSource;
import dev.smsdesk.message.Submission;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.message.table.ProviderRefTable;
import dev.smsdesk.message.table.SubmissionTable;
import dev.smsdesk.message.table.SubmissionTable.Lapsed;
import dev.smsdesk.send.OutcomeCode;
import dev.smsdesk.send.OwnReports;
import dev.smsdesk.send.SendingAccount;
import dev.smsdesk.store.SqlWork;
import dev.smsdesk.store.Tx;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls whose worker did not come back in time, on any node, before or after a restart. Whether Sinch has them is not known, unless it has
 * reported on one of their recipients: then it has all of them.
 */
final class ExpiredLeases {
    private static final Logger log = LoggerFactory.getLogger(ExpiredLeases.class);
    /** More than are locked at once by nodes that froze. */
    private static final int AT_ONCE = 1_000;
    private final Tx tx;
    private final OwnReports words;
    private final SendingAccount account;
    private final Clock clock;

    ExpiredLeases(Tx tx, OwnReports words, SendingAccount account, Clock clock) {
        this.tx = tx;
        this.words = words;
        this.account = account;
        this.clock = clock;
    }

    /** Makes them UNSURE, or their recipients ACCEPTED; never sends one again. @return the batches that they belong to */
    Set<String> settle() {
        return tx.sql(connection -> SubmissionTable.lapsed(connection, account.id(), clock.instant(), AT_ONCE)).stream()
            .filter(call -> settle(call.submissionId(), call.version())).map(Lapsed::batchId).collect(Collectors.toSet());
    }

    private boolean settle(String id, long lease) {
        boolean settled = tx.write(em -> {
            Submission submission = DeliveryLog.lockedIfFree(em, id).orElse(null);
            if (submission == null) {
                return false;   // its outcome is being recorded, perhaps by a node that froze: it is looked at again
            }
            if (submission.isReportedOnBefore(lease)) {
                words.accepted(em, submission, SqlWork.on(connection -> ProviderRefTable.of(connection, id)).apply(em).get(0), null,
                    ReportSource.SEND);
                return true;
            }
            if (!submission.isHeldBy(lease)) {
                return false;
            }
            submission.unsure(OutcomeCode.NO_RECORD_IN_TIME.stored());
            words.say(em, submission, DeliveryState.UNSURE, OwnReason.NO_RECORD.code(), ReportSource.SEND);
            return true;
        });
        if (settled) {
            log.warn("submission lapsed id={} lease={}", id, lease);
        }
        return settled;
    }
}
