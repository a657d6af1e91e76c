package dev.smsdesk.reconcile;

import dev.smsdesk.common.Text;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.PhoneNumber;
import dev.smsdesk.message.ReportSource;
import dev.smsdesk.message.fold.DeliveryEvent;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.message.table.PollTable;
import dev.smsdesk.message.table.PollTable.Known;
import dev.smsdesk.sinch.callback.Callback;
import dev.smsdesk.store.Locked;
import dev.smsdesk.store.Rows;
import dev.smsdesk.store.SqlWork;
import dev.smsdesk.store.Tx;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Records what a question came to: reports with source POLL, which recipients had to be asked for, and when to ask again. What Sinch said
 * is a
 * fact, however late it is recorded; the schedule is only changed under the question's lease. Each method answers false where another
 * transaction
 * keeps the submission locked: then nothing is recorded, and the question is put again when its lease ends.
 */
final class PollRecorder {
    private static final int LONGEST = 500;
    private final Tx tx;
    private final DeliveryLog deliveries;
    private final PollSchedule schedule;
    private final Clock clock;

    PollRecorder(Tx tx, DeliveryLog deliveries, PollSchedule schedule, Clock clock) {
        this.tx = tx;
        this.deliveries = deliveries;
        this.schedule = schedule;
        this.clock = clock;
    }

    /** Sinch has answered. @param said may be empty, where it knows no such batch; @param sentence for people */
    boolean answered(PollTask question, List<Callback.Reports> said, String sentence) {
        return Locked.patiently(() -> tx.once(em -> DeliveryLog.lockedIfFree(em, question.submissionId()).map(submission -> {
            Map<String, Known> before = SqlWork.on(connection -> PollTable.recipients(connection, question.submissionId())).apply(em);
            SqlWork.on(connection -> notice(connection, question.submissionId(), before.values())).apply(em);
            deliveries.append(em, submission, events(said, before));
            em.flush();
            reschedule(em, question, sentence);
            return submission;
        }))).isPresent();
    }

    private boolean whereFree(PollTask question, SqlWork<Void> work) {
        return Locked.patiently(() -> tx.once(SqlWork.on(connection -> {
            if (!DeliveryLog.lockIfFree(connection, question.submissionId())) {
                return Optional.empty();
            }
            work.run(connection);
            return Optional.of(question);
        }))).isPresent();
    }

    /** Nothing can be learnt any more: Sinch has forgotten the batch. */
    boolean cannotBeKnown(PollTask question) {
        return whereFree(question, connection -> {
            notice(connection, question.submissionId(), PollTable.recipients(connection, question.submissionId()).values());
            PollTable.giveUp(connection, question.submissionId(), question.lease(), PollSchedule.OVER, PollNote.POLL_TOO_OLD.stored());
            return null;
        });
    }

    /**
     * Sinch keeps nothing that could be asked for: the next step is due, and after the last one the missing reports are noticed.
     * @param expected until when reports may come: the last step is not before
     * @param sentence for people
     */
    boolean nothingKept(PollTask question, Instant expected, String sentence) {
        return whereFree(question, connection -> {
            Instant now = clock.instant();
            int next = schedule.next(question.called(), now);
            boolean later = next == PollSchedule.OVER && now.isBefore(expected);
            int step = later ? PollSchedule.OVER - 1 : next;
            if (step == PollSchedule.OVER) {
                notice(connection, question.submissionId(), PollTable.recipients(connection, question.submissionId()).values());
            }
            PollTable.answered(connection, question.submissionId(), question.lease(), step,
                step == PollSchedule.OVER ? null : later ? expected : question.called().plus(schedule.wait(step)), now,
                Text.cut(sentence, LONGEST));
            return null;
        });
    }

    /** No answer: the same step is tried again. @param sentence for people */
    boolean inVain(PollTask question, Instant again, String sentence) {
        return whereFree(question, connection -> {
            notice(connection, question.submissionId(), PollTable.recipients(connection, question.submissionId()).values());
            PollTable.askedInVain(connection, question.submissionId(), question.lease(), again, clock.instant(),
                Text.cut(sentence, LONGEST));
            return null;
        });
    }

    /** The question was not put at all: others may have it at once. */
    boolean putBack(PollTask question) {
        return whereFree(question, connection -> {
            PollTable.putBack(connection, question.submissionId(), question.lease(), clock.instant());
            return null;
        });
    }

    private void reschedule(EntityManager em, PollTask question, String sentence) {
        SqlWork.on(connection -> {
            Instant now = clock.instant();
            boolean open = !PollTable.withOpenRecipients(connection, List.of(question.submissionId())).isEmpty();
            int step = open ? schedule.next(question.called(), now) : PollSchedule.SETTLED;
            Instant at = step > PollSchedule.UNASKED && step < PollSchedule.OVER ? question.called().plus(schedule.wait(step)) : null;
            PollTable.answered(connection, question.submissionId(), question.lease(), step, at, now, Text.cut(sentence, LONGEST));
            return null;
        }).apply(em);
    }

    /** Those of which Sinch had not told a final state had to be asked for. */
    private Void notice(Connection connection, String submissionId, Collection<Known> recipients) throws SQLException {
        Instant now = clock.instant();
        List<Known> open = recipients.stream().filter(recipient -> recipient.state().isOpenAtSinch()).toList();
        Rows.insert(connection, "insert into unheard (recipient_id, submission_id, noticed_at) values ",
            " on duplicate key update noticed_at = unheard.noticed_at", open,
            recipient -> new Object[] {recipient.id(), submissionId, now});
        return null;
    }

    /** What is final already and said again says nothing new. */
    private static List<DeliveryEvent> events(List<Callback.Reports> said, Map<String, Known> before) {
        List<DeliveryEvent> events = new ArrayList<>();
        for (Callback.Reports reports : said) {
            for (Callback.RecipientReport line : reports.lines()) {
                DeliveryState state = DeliveryState.ofWord(line.status()).orElse(null);
                Known known = Stream.concat(Stream.ofNullable(line.recipient()), PhoneNumber.otherSpellings(line.recipient()).stream())
                    .map(before::get).filter(Objects::nonNull).findFirst().orElse(null);
                if (known == null || known.state().isOpenAtSinch() || known.state() != state) {
                    events.add(new DeliveryEvent(line.recipient(), reports.providerId(), line.status(), state, line.code(), line.reason(),
                        line.operatorAt(), line.at(), line.count(), ReportSource.POLL, null));
                }
            }
        }
        return events;
    }
}
