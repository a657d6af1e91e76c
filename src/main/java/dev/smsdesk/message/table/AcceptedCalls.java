package dev.smsdesk.message.table;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.ProviderRef;
import dev.smsdesk.message.ReportSource;
import dev.smsdesk.message.fold.DeliveryEvent;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.message.fold.SubmissionEvents;
import dev.smsdesk.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Many calls that Sinch took, recorded in one transaction and in a number of statements that does not grow with theirs. */
public final class AcceptedCalls {
    private final DeliveryLog deliveries;

    public AcceptedCalls(DeliveryLog deliveries) {
        this.deliveries = deliveries;
    }

    /**
     * @param digits     of all recipients of the submission
     * @param providerId Sinch's id
     * @param at         when Sinch took it by its own word, or null
     */
    public record AcceptedCall(String submissionId, List<String> digits, String providerId, Instant at) {
        private ProviderRef.Key key(Channel channel) {
            return new ProviderRef.Key(channel, providerId);
        }
    }

    /**
     * Links each submission to Sinch's id; it is SENT and its recipients ACCEPTED. Safe to repeat.
     * @return those that are recorded now. Left out are calls whose submission another transaction has locked, or whose provider id belongs
     *         to another submission, and the second of two calls for one submission
     */
    public Set<AcceptedCall> record(Connection connection, Channel channel, Collection<AcceptedCall> accepted) throws SQLException {
        Map<ProviderRef.Key, String> known = ProviderRefTable.submissions(connection, channel,
            accepted.stream().map(AcceptedCall::providerId).toList());
        Map<ProviderRef.Key, String> owners = new HashMap<>(known);
        Map<String, AcceptedCall> ours = new LinkedHashMap<>();
        for (AcceptedCall call : accepted) {
            if (owners.computeIfAbsent(call.key(channel), key -> call.submissionId()).equals(call.submissionId())) {
                ours.putIfAbsent(call.submissionId(), call);
            }
        }
        Map<String, String> locked = DeliveryLog.lockFree(connection, ours.keySet());
        List<AcceptedCall> calls = ours.values().stream().filter(call -> locked.containsKey(call.submissionId())).toList();
        // fails where another transaction has just linked one of the ids; ProviderRefTable.insert would leave it linked to the other
        // submission
        Rows.insert(connection, "insert into provider_ref (channel, provider_id, submission_id) values ", "",
            calls.stream().filter(call -> !known.containsKey(call.key(channel))).toList(),
            call -> new Object[] {channel.name(), call.providerId(), call.submissionId()});
        deliveries.append(connection, calls.stream().map(call -> news(channel, call)).toList(), locked, false);
        Rows.update(connection, "update submission set lease_until = null where id in ", locked.keySet());
        return new HashSet<>(calls);
    }

    private static SubmissionEvents news(Channel channel, AcceptedCall call) {
        Instant at = call.at() == null ? null : call.at().truncatedTo(ChronoUnit.MICROS);
        return new SubmissionEvents(call.submissionId(), channel, call.digits().stream()
            .map(digits -> DeliveryEvent.ours(digits, call.providerId(), DeliveryState.ACCEPTED, null, null, at, ReportSource.SEND))
            .toList());
    }
}
