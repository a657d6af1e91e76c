package dev.smsdesk.apply;

import dev.smsdesk.message.DeliveryEvent;
import dev.smsdesk.message.DeliveryLog;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.PhoneNumber;
import dev.smsdesk.message.ReportSource;
import dev.smsdesk.message.Submission;
import dev.smsdesk.receive.SelfTest;
import dev.smsdesk.sinch.Callback;
import dev.smsdesk.sinch.Dialect;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Takes callbacks to effect inside one transaction: reads them, finds what they speak of, appends reports and inbounds. */
final class Application {
    private final DeliveryLog deliveries;
    private final Inbounds inbounds;

    private record Matched(Kept callback, Callback.Reports reports) {}

    Application(DeliveryLog deliveries, Inbounds inbounds) {
        this.deliveries = deliveries;
        this.inbounds = inbounds;
    }

    /** @return what became of each, in no particular order */
    List<Settled> apply(EntityManager em, List<Kept> callbacks, Instant now) {
        em.setFlushMode(FlushModeType.COMMIT);   // else every query writes what is pending, one round trip each
        List<Settled> settled = new ArrayList<>();
        Matching matching = new Matching(em);
        Map<String, List<Matched>> bySubmission = new TreeMap<>();   // locked in the order of ids: no circles between nodes
        for (Kept callback : callbacks) {
            if (SelfTest.wrote(callback.body())) {
                settled.add(Settled.applied(callback, Settled.Gist.NONE, SelfTest.NOTE));
                continue;
            }
            Callback said = Callback.read(Dialect.valueOf(callback.family().name()), callback.body(), callback.contentType(), callback.encoding());
            if (said instanceof Callback.NotUnderstood strange) {
                settled.add(Settled.shelved(callback, strange.why()));
            } else if (said instanceof Callback.Inbound inbound) {
                inbounds.keep(em, callback, inbound);
                settled.add(Settled.applied(callback, new Settled.Gist(inbound.id(), null, null, inbound.receivedAt()), null));
            } else if (said instanceof Callback.Reports reports) {
                String submission = matching.submissionOf(callback.family(), reports);
                if (submission == null) {
                    settled.add(Settled.parked(callback, Settled.Gist.of(reports), now));
                } else {
                    bySubmission.computeIfAbsent(submission, id -> new ArrayList<>()).add(new Matched(callback, reports));
                }
            }
        }
        bySubmission.forEach((id, matched) -> settled.addAll(append(em, matching, DeliveryLog.locked(em, id), matched)));
        return settled;
    }

    private List<Settled> append(EntityManager em, Matching matching, Submission submission, List<Matched> matched) {
        List<DeliveryEvent> events = new ArrayList<>();
        for (Matched one : matched) {
            matching.link(submission, one.reports().providerId());
            one.reports().lines().forEach(line -> events.add(event(one, line)));
        }
        Set<String> strangers = deliveries.append(em, submission, events);
        return matched.stream().map(one -> Settled.applied(one.callback(), Settled.Gist.of(one.reports()), noteOn(one.reports(), strangers))).toList();
    }

    private static DeliveryEvent event(Matched from, Callback.Line line) {
        return new DeliveryEvent(line.recipient(), from.reports().providerId(), line.status(), DeliveryState.ofWord(line.status()).orElse(null),
            line.code(), line.reason(), line.operatorAt(), line.at(), line.count(), ReportSource.CALLBACK, from.callback().id());
    }

    private static String noteOn(Callback.Reports reports, Set<String> strangers) {
        String inThis = reports.lines().stream().map(Callback.Line::recipient).filter(strangers::contains).limit(5)
            .map(PhoneNumber::masked).collect(Collectors.joining(", "));
        return inThis.isEmpty() ? null : "Not a recipient of this batch: " + inThis;
    }
}
