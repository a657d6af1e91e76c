package dev.smsdesk.message.fold;

import dev.smsdesk.message.PhoneNumber;
import dev.smsdesk.message.ReportSource;
import dev.smsdesk.message.fold.FoldResult.NewReport;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds news against what is kept and folds them, in memory: a fixed number of queries, however many submissions and recipients. */
final class FoldPlan {
    private final Connection connection;
    private final Map<String, NewReport> entries = new LinkedHashMap<>();   // by identity
    private final Map<RecipientTable.RecipientKey, RecipientTable.RecipientRow> recipients;
    private final Map<String, ReportTable.StoredReport> known;

    private FoldPlan(Connection connection, Collection<SubmissionEvents> told) throws SQLException {
        this.connection = connection;
        Collection<SubmissionEvents> news = addressed(connection, told);
        this.recipients = RecipientTable.find(connection, keys(news));
        for (SubmissionEvents some : news) {
            for (DeliveryEvent reported : some.events()) {
                DeliveryEvent event = spelledAsOurs(some.submissionId(), reported);
                String identity = event.identity(some.channel(), some.submissionId());
                RecipientTable.RecipientRow recipient = recipients.get(new RecipientTable.RecipientKey(some.submissionId(),
                    event.digits()));
                entries.putIfAbsent(identity, new NewReport(identity, some.submissionId(), recipient == null ? null : recipient.id(),
                    event));
            }
        }
        this.known = ReportTable.known(connection, entries.keySet());
    }

    /** The same of the recipient as we have it, where Sinch spells its number otherwise. */
    private DeliveryEvent spelledAsOurs(String submissionId, DeliveryEvent event) {
        if (recipients.containsKey(new RecipientTable.RecipientKey(submissionId, event.digits()))) {
            return event;
        }
        return PhoneNumber.otherSpellings(event.digits()).stream()
            .filter(other -> recipients.containsKey(new RecipientTable.RecipientKey(submissionId, other)))
            .findFirst().map(event::to).orElse(event);
    }

    /**
     * @param afresh folds all reports of a recipient instead of trusting its row: for reprocessing.
     *               Anyway done for recipients with a report whose word means something else by now
     */
    static FoldResult of(Connection connection, Collection<SubmissionEvents> news, boolean afresh) throws SQLException {
        return new FoldPlan(connection, news).effect(afresh);
    }

    private FoldResult effect(boolean afresh) throws SQLException {
        List<NewReport> fresh = new ArrayList<>();
        List<NewReport> confirmed = new ArrayList<>();
        Map<String, NewReport> reread = new LinkedHashMap<>();
        Map<String, Set<String>> strangers = new HashMap<>();
        for (NewReport entry : entries.values()) {
            ReportTable.StoredReport kept = known.get(entry.identity());
            if (kept == null) {
                fresh.add(entry);
            } else if (kept.state() != entry.event().state()) {
                reread.put(entry.identity(), entry);
            }
            if (kept != null && !kept.told() && entry.event().source() == ReportSource.CALLBACK) {
                confirmed.add(entry);
            }
            if (entry.recipientId() == null && entry.event().digits() != null) {
                strangers.computeIfAbsent(entry.submissionId(), id -> new HashSet<>()).add(entry.event().digits());
            }
        }
        return new FoldResult(fresh, confirmed, List.copyOf(reread.values()), moves(fresh, reread, afresh), strangers);
    }

    private List<StateChange> moves(List<NewReport> fresh, Map<String, NewReport> reread, boolean afresh) throws SQLException {
        Map<String, Fold> folds = new HashMap<>();   // by recipient
        recipients.values().forEach(r -> folds.put(r.id(), r.fold()));
        Set<String> distrusted = new HashSet<>();
        (afresh ? entries.values() : reread.values()).forEach(entry -> distrusted.add(entry.recipientId()));
        List<RecipientTable.RecipientRow> again = recipients.values().stream().filter(r -> distrusted.contains(r.id())).toList();
        again.forEach(r -> folds.put(r.id(), Fold.NOTHING));
        for (ReportTable.StateReport claim : ReportTable.claims(connection, again)) {
            NewReport now = reread.get(claim.identity());
            add(folds, claim.recipientId(), now == null ? claim.standing() : now.event().standing());
        }
        fresh.forEach(entry -> add(folds, entry.recipientId(), entry.event().standing()));
        return recipients.values().stream().filter(r -> !folds.get(r.id()).equals(r.fold()))
            .map(r -> new StateChange(r.id(), r.batchId(), r.key().submissionId(), r.key().digits(), r.fold(), folds.get(r.id()))).toList();
    }

    private static void add(Map<String, Fold> folds, String recipientId, Standing claim) {
        if (recipientId != null && claim.state() != null) {
            folds.computeIfPresent(recipientId, (id, fold) -> fold.with(claim));
        }
    }

    private static Collection<SubmissionEvents> addressed(Connection connection, Collection<SubmissionEvents> told) throws SQLException {
        Map<String, String> sole = RecipientTable.sole(connection,
            told.stream().filter(SubmissionEvents::leavesOutItsRecipient).map(SubmissionEvents::submissionId).collect(Collectors.toSet()));
        return told.stream().map(some -> some.leavesOutItsRecipient() ? some.to(sole.get(some.submissionId())) : some).toList();
    }

    private static Set<RecipientTable.RecipientKey> keys(Collection<SubmissionEvents> news) {
        Set<RecipientTable.RecipientKey> keys = new HashSet<>();
        for (SubmissionEvents some : news) {
            for (DeliveryEvent event : some.events()) {
                if (event.digits() != null) {
                    keys.add(new RecipientTable.RecipientKey(some.submissionId(), event.digits()));
                    PhoneNumber.otherSpellings(event.digits())
                        .forEach(other -> keys.add(new RecipientTable.RecipientKey(some.submissionId(), other)));
                }
            }
        }
        return keys;
    }
}
