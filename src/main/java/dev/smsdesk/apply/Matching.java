package dev.smsdesk.apply;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.ProviderRef;
import dev.smsdesk.message.table.ProviderRefTable;
import dev.smsdesk.message.table.SubmissionTable;
import dev.smsdesk.receive.inbox.CallbackOutcome;
import dev.smsdesk.sinch.callback.Callback;
import dev.smsdesk.store.Ids;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the submissions of callbacks: by Sinch's id, else by the reference that was sent along ({@code client_reference}, {@code
 * message_metadata}). Two queries for any number of callbacks.
 */
final class Matching {
    private final Map<ProviderRef.Key, String> known = new HashMap<>();
    private final Map<ProviderRef.Key, String> learnt = new HashMap<>();

    static Matching of(Connection connection, Collection<ParsedCallback> parsed) throws SQLException {
        Matching matching = new Matching();
        matching.add(connection, parsed);
        return matching;
    }

    /** Adds callbacks; ids learnt from earlier ones hold for these too. */
    void add(Connection connection, Collection<ParsedCallback> parsed) throws SQLException {
        for (Channel channel : Channel.values()) {
            List<Callback.Reports> reports = parsed.stream().filter(h -> h.callback().channel() == channel && h.reports() != null)
                .map(ParsedCallback::reports).toList();
            byProviderId(connection, channel, reports);
            byReference(connection, channel, reports);
        }
    }

    /** The outcomes whose provider id is known by now. */
    static List<CallbackOutcome> known(Connection connection, Collection<CallbackOutcome> outcomes) throws SQLException {
        Set<ProviderRef.Key> known = new HashSet<>();
        for (Channel channel : Channel.values()) {
            known.addAll(ProviderRefTable.submissions(connection, channel,
                outcomes.stream().filter(one -> one.callback().channel() == channel)
                .map(one -> one.gist().providerId()).collect(Collectors.toSet())).keySet());
        }
        return outcomes.stream().filter(one -> known.contains(new ProviderRef.Key(one.callback().channel(), one.gist().providerId())))
            .toList();
    }

    private void byProviderId(Connection connection, Channel channel, List<Callback.Reports> reports) throws SQLException {
        Set<String> ids = new HashSet<>();
        reports.forEach(report -> ids.add(report.providerId()));
        known.putAll(ProviderRefTable.submissions(connection, channel, ids));
    }

    private void byReference(Connection connection, Channel channel, List<Callback.Reports> reports) throws SQLException {
        Map<ProviderRef.Key, String> named = new HashMap<>();
        for (Callback.Reports report : reports) {
            ProviderRef.Key key = new ProviderRef.Key(channel, report.providerId());
            if (!known.containsKey(key) && Ids.isId(report.reference())) {
                named.put(key, report.reference());
            }
        }
        Set<String> ours = SubmissionTable.among(connection, channel, new HashSet<>(named.values()));
        named.forEach((key, reference) -> {
            if (ours.contains(reference)) {
                learnt.put(key, reference);
            }
        });
    }

    /** @return null if neither the id nor the reference matches yet */
    String submissionOf(ParsedCallback parsed) {
        ProviderRef.Key key = key(parsed);
        return known.getOrDefault(key, learnt.get(key));
    }

    Set<String> submissions() {
        Set<String> all = new HashSet<>(known.values());
        all.addAll(learnt.values());
        return all;
    }

    /** Stores the ids learnt for these submissions, which are locked. */
    void keep(Connection connection, Set<String> locked) throws SQLException {
        ProviderRefTable.insert(connection, learnt.entrySet().stream().filter(one -> locked.contains(one.getValue())).toList());
    }

    private static ProviderRef.Key key(ParsedCallback parsed) {
        return new ProviderRef.Key(parsed.callback().channel(), parsed.reports().providerId());
    }
}
