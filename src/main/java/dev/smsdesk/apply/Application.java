package dev.smsdesk.apply;

import dev.smsdesk.message.CallbackNote;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.PhoneNumber;
import dev.smsdesk.message.ReportSource;
import dev.smsdesk.message.fold.DeliveryEvent;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.message.fold.FoldResult;
import dev.smsdesk.message.fold.SubmissionEvents;
import dev.smsdesk.message.table.InboundTable;
import dev.smsdesk.receive.inbox.CallbackClaims;
import dev.smsdesk.receive.inbox.CallbackOutcome;
import dev.smsdesk.receive.inbox.CallbackState;
import dev.smsdesk.receive.inbox.ClaimedCallback;
import dev.smsdesk.receive.inbox.InboxNote;
import dev.smsdesk.sinch.callback.Callback;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Leases;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Applies claimed callbacks in one transaction: finds their submissions, appends reports and inbound messages, writes the outcomes. */
final class Application {
    private final DeliveryLog deliveries;
    private final Ids ids;

    Application(DeliveryLog deliveries, Ids ids) {
        this.deliveries = deliveries;
        this.ids = ids;
    }

    /**
     * The result for claims that still stood. Callbacks whose submission is locked by another transaction are left for later.
     * @param parked no submission matched yet; retried later
     * @param locked their own row is locked by another transaction; nothing was done
     */
    record AppliedChunk(List<CallbackOutcome> parked, List<ParsedCallback> locked, ApplyResult done) {}

    /**
     * A callback that was applied before is folded again, because an older version may have read it differently. It stays APPLIED in any
     * case.
     */
    AppliedChunk apply(Connection connection, List<ParsedCallback> claimed, Instant now) throws SQLException {
        Leases.HeldRows hold = CallbackClaims.hold(connection, claimed.stream().map(ParsedCallback::callback).toList());
        List<ParsedCallback> held = claimed.stream().filter(one -> hold.held().contains(one.callback().id())).toList();
        Matching matching = Matching.of(connection, held);
        Map<String, String> locked = DeliveryLog.lockFree(connection, matching.submissions());
        matching.keep(connection, locked.keySet());
        Map<String, List<ParsedCallback>> bySubmission = new TreeMap<>();
        List<ClaimedCallback> busy = new ArrayList<>();
        List<CallbackOutcome> settled = new ArrayList<>();
        for (ParsedCallback one : held) {
            String submission = one.reports() == null ? null : matching.submissionOf(one);
            if (submission == null) {
                settled.add(withoutSubmission(one, now));
            } else if (locked.containsKey(submission)) {
                bySubmission.computeIfAbsent(submission, id -> new ArrayList<>()).add(one);
            } else {
                busy.add(one.callback());
            }
        }
        InboundTable.insert(connection, held.stream().filter(one -> one.said() instanceof Callback.Inbound)
            .map(Inbounds::row).toList(), ids);
        FoldResult effect = deliveries.append(connection, news(bySubmission), locked,
            held.stream().anyMatch(one -> one.callback().again()));
        bySubmission.forEach((submission, some) -> some.forEach(one -> settled.add(
            CallbackOutcomes.applied(one.callback(), CallbackOutcome.Gist.of(one.reports()),
                CallbackNote.of(noteOn(one.reports(), effect.strangersOf(submission)), one.reports().ignored())))));
        Map<Boolean, List<CallbackOutcome>> worse = settled.stream().collect(Collectors.partitioningBy(Application::isWorse));
        CallbackClaims.settle(connection, worse.get(false));
        CallbackClaims.release(connection, worse.get(true).stream().map(CallbackOutcome::callback).toList(), null);
        CallbackClaims.release(connection, busy, now.plus(CallbackOutcomes.BUSY));
        return new AppliedChunk(worse.get(false).stream().filter(one -> one.state() == CallbackState.PARKED).toList(),
            claimed.stream().filter(one -> hold.locked().contains(one.callback().id())).toList(),
            new ApplyResult(effect.newReports(), effect.moves().size()));
    }

    /**
     * Makes those of the parked callbacks due whose id is known by now. Sender and applier each commit before they look, so one of them
     * sees the other's row; otherwise the normal retry finds it.
     */
    static boolean wakeKnown(Connection connection, List<CallbackOutcome> parked, Instant now) throws SQLException {
        List<String> known = Matching.known(connection, parked).stream().map(one -> one.callback().id()).toList();
        CallbackClaims.wake(connection, known, now);
        return !known.isEmpty();
    }

    private static boolean wasApplied(ClaimedCallback callback) {
        return callback.state() == CallbackState.APPLIED;
    }

    private static boolean isWorse(CallbackOutcome settled) {
        return wasApplied(settled.callback()) && settled.state() != CallbackState.APPLIED;
    }

    static CallbackOutcome withoutSubmission(ParsedCallback one, Instant now) {
        if (one.said() == null) {
            return CallbackOutcomes.applied(one.callback(), CallbackOutcome.Gist.NONE, InboxNote.SELF_TEST.stored());
        }
        if (one.said() instanceof Callback.NotUnderstood strange) {
            return CallbackOutcomes.shelved(one.callback(), strange.why());
        }
        if (one.said() instanceof Callback.Inbound inbound) {
            return CallbackOutcomes.applied(one.callback(), new CallbackOutcome.Gist(inbound.id(), null, null, inbound.receivedAt()),
                CallbackNote.of(null, inbound.ignored()));
        }
        return CallbackOutcomes.parked(one.callback(), one.reports(), now);
    }

    static List<SubmissionEvents> news(Map<String, List<ParsedCallback>> bySubmission) {
        return bySubmission.entrySet().stream().map(some -> new SubmissionEvents(some.getKey(), some.getValue().get(0).callback().channel(),
            some.getValue().stream().flatMap(one -> one.reports().lines().stream().map(line -> event(one, line))).toList())).toList();
    }

    private static DeliveryEvent event(ParsedCallback from, Callback.RecipientReport line) {
        return new DeliveryEvent(line.recipient(), from.reports().providerId(), line.status(),
            DeliveryState.ofWord(line.status()).orElse(null), line.code(), line.reason(), line.operatorAt(), line.at(), line.count(),
            ReportSource.CALLBACK, from.callback().id());
    }

    private static String noteOn(Callback.Reports reports, Set<String> strangers) {
        if (strangers.isEmpty()) {
            return null;
        }
        String inThis = reports.lines().stream().map(Callback.RecipientReport::recipient).filter(strangers::contains).limit(5)
            .map(PhoneNumber::masked).collect(Collectors.joining(", "));
        return inThis.isEmpty() ? null : CallbackNote.NOT_A_RECIPIENT.stored(inThis);
    }
}
