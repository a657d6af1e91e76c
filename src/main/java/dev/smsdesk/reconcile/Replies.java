package dev.smsdesk.reconcile;

import dev.smsdesk.message.DeliveryEvent;
import dev.smsdesk.message.DeliveryLog;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.PhoneNumber;
import dev.smsdesk.message.ReportSource;
import dev.smsdesk.sinch.Callback;
import dev.smsdesk.store.Locked;
import dev.smsdesk.store.Rows;
import dev.smsdesk.store.Sql;
import dev.smsdesk.store.SqlWork;
import dev.smsdesk.store.Tx;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Records what a question came to: reports with source POLL, which recipients had to be asked for, and when to ask again. What Sinch said is a
 * fact, however late it is recorded; the schedule is only changed under the question's lease. Each method answers false where another transaction
 * keeps the submission locked: then nothing is recorded, and the question is put again when its lease ends.
 */
final class Replies {
    private static final int LONGEST = 500;
    private static final String MINE = "id = ? and " + Questions.LEASES.standing();
    private final Tx tx;
    private final DeliveryLog deliveries;
    private final Schedule schedule;
    private final Clock clock;

    private record Known(String id, DeliveryState state) {}

    Replies(Tx tx, DeliveryLog deliveries, Schedule schedule, Clock clock) {
        this.tx = tx;
        this.deliveries = deliveries;
        this.schedule = schedule;
        this.clock = clock;
    }

    /** Sinch has answered. @param said may be empty, where it knows no such batch; @param sentence for people */
    boolean answered(Question question, List<Callback.Reports> said, String sentence) {
        return Locked.patiently(() -> tx.once(em -> DeliveryLog.lockedIfFree(em, question.submissionId()).map(submission -> {
            Map<String, Known> before = SqlWork.on(connection -> recipients(connection, question.submissionId())).apply(em);
            SqlWork.on(connection -> notice(connection, question.submissionId(), before.values())).apply(em);
            deliveries.append(em, submission, events(said, before));
            em.flush();
            reschedule(em, question, sentence);
            return submission;
        }))).isPresent();
    }

    private boolean whereFree(Question question, SqlWork<Void> work) {
        return Locked.patiently(() -> tx.once(SqlWork.on(connection -> {
            if (!DeliveryLog.lockIfFree(connection, question.submissionId())) {
                return Optional.empty();
            }
            work.run(connection);
            return Optional.of(question);
        }))).isPresent();
    }

    /** Nothing can be learnt any more: Sinch has forgotten the batch. */
    boolean cannotBeKnown(Question question) {
        return whereFree(question, connection -> {
            notice(connection, question.submissionId(), recipients(connection, question.submissionId()).values());
            Sql.run(connection, "update submission set ask_step = ?, ask_at = null, answer = ?, " + Questions.LEASES.ended() + "where " + MINE, Schedule.OVER,
                "It cannot be known any more: Sinch keeps batches for 14 days.", question.submissionId(), question.lease());
            return null;
        });
    }

    /** No answer: the same step is tried again. @param sentence for people */
    boolean inVain(Question question, Instant again, String sentence) {
        return whereFree(question, connection -> {
            notice(connection, question.submissionId(), recipients(connection, question.submissionId()).values());
            Sql.run(connection, "update submission set ask_at = ?, ask_failures = ask_failures + 1, asks = asks + 1, asked_at = ?, answer = ?, " + Questions.LEASES.ended() + "where " + MINE,
                again, clock.instant(), cut(sentence), question.submissionId(), question.lease());
            return null;
        });
    }

    /** The question was not put at all: others may have it at once. */
    boolean putBack(Question question) {
        return whereFree(question, connection -> {
            Sql.run(connection, "update submission set ask_at = ?, " + Questions.LEASES.ended() + "where " + MINE, clock.instant(), question.submissionId(), question.lease());
            return null;
        });
    }

    private void reschedule(EntityManager em, Question question, String sentence) {
        SqlWork.on(connection -> {
            Instant now = clock.instant();
            boolean open = !Sql.list(connection, row -> row.getString(1), "select id from recipient where submission_id = ? and state in " + Open.STATES + " limit 1",
                question.submissionId()).isEmpty();
            int step = open ? schedule.next(question.called(), now) : Schedule.SETTLED;
            Instant at = step > Schedule.UNASKED && step < Schedule.OVER ? question.called().plus(schedule.wait(step)) : null;
            Sql.run(connection, "update submission set ask_step = ?, ask_at = ?, ask_failures = 0, asks = asks + 1, asked_at = ?, answer = ?, " + Questions.LEASES.ended() + "where " + MINE,
                step, at, now, cut(sentence), question.submissionId(), question.lease());
            return null;
        }).apply(em);
    }

    private static Map<String, Known> recipients(Connection connection, String submissionId) throws SQLException {
        Map<String, Known> known = new HashMap<>();
        Sql.list(connection, row -> known.put(row.getString("digits"), new Known(row.getString("id"), Sql.word(row, "state", DeliveryState.class))),
            "select id, digits, state from recipient where submission_id = ?", submissionId);
        return known;
    }

    /** Those of which Sinch had not told a final state had to be asked for. */
    private Void notice(Connection connection, String submissionId, Collection<Known> recipients) throws SQLException {
        Instant now = clock.instant();
        List<Known> open = recipients.stream().filter(recipient -> recipient.state().isOpenAtSinch()).toList();
        Rows.insert(connection, "insert into unheard (recipient_id, submission_id, noticed_at) values ", " on duplicate key update noticed_at = unheard.noticed_at", open,
            recipient -> new Object[] {recipient.id(), submissionId, now});
        return null;
    }

    /** What is final already and said again says nothing new. */
    private static List<DeliveryEvent> events(List<Callback.Reports> said, Map<String, Known> before) {
        List<DeliveryEvent> events = new ArrayList<>();
        for (Callback.Reports reports : said) {
            for (Callback.Line line : reports.lines()) {
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

    private static String cut(String sentence) {
        return sentence.length() <= LONGEST ? sentence : sentence.substring(0, LONGEST);
    }
}
