package dev.smsdesk.sandbox.sms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smsdesk.sandbox.CallRefused;
import dev.smsdesk.sandbox.DeliveryStep;
import dev.smsdesk.sandbox.QueryValues;
import dev.smsdesk.sandbox.SandboxStore;
import dev.smsdesk.sandbox.SandboxStore.Kind;
import dev.smsdesk.sandbox.SandboxStore.Query;
import dev.smsdesk.sandbox.sms.BatchDelivery.Finished;
import dev.smsdesk.sinch.json.Json;
import dev.smsdesk.sinch.json.PhoneDigits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The lists of the SMS API: by date, in pages, newest first. {@code page_size} in the answer is the number of items in the page. */
public final class SmsLists {
    private static final Duration BY_DEFAULT = Duration.ofHours(24);
    private static final int BATCHES_AT_ONCE = 100;
    /** Reports in memory, for one list. */
    private static final int MOST_REPORTS = 200_000;
    private final SmsSandbox sandbox;
    private final SandboxStore store;

    public SmsLists(SmsSandbox sandbox, SandboxStore store) {
        this.sandbox = sandbox;
        this.store = store;
    }

    String batches(QueryValues query) {
        return stored("batches", query, Kind.BATCH, query.words("from"), query.text("client_reference"));
    }

    String inbounds(QueryValues query) {
        return stored("inbounds", query, Kind.SMS_INBOUND, query.words("to"), query.text("client_reference"));
    }

    private String stored(String name, QueryValues query, Kind kind, Set<String> numbers, String reference) {
        Set<String> digits = numbers.stream().map(PhoneDigits::of).collect(Collectors.toSet());
        Query wanted = new Query(Set.of(kind), from(query), until(query), digits, reference);
        List<String> items = store.list(wanted, page(query) * pageSize(query), pageSize(query));
        List<String> shown = kind == Kind.BATCH ? items.stream().map(json -> StoredBatch.from(json).toJson()).toList() : items;
        return answer(name, query, store.count(wanted), shown);
    }

    /** Of recipients whose message is final. */
    String reports(QueryValues query) {
        Set<String> statuses = query.words("status");
        Set<String> codes = query.words("code");
        String reference = query.text("client_reference");
        List<Finished> found = new ArrayList<>();
        Instant first = from(query).minus(DeliveryStep.LAST).minus(RequestedBatch.LIFETIME);
        for (int skip = 0, read = BATCHES_AT_ONCE; read == BATCHES_AT_ONCE; skip += read) {
            List<String> batches = store.batchesDue(first, until(query), skip, BATCHES_AT_ONCE);
            read = batches.size();
            batches.stream().map(StoredBatch::from)
                .filter(batch -> reference == null || reference.equals(batch.request().clientReference()))
                .flatMap(batch -> sandbox.delivery(batch).finished(sandbox.now()).stream())
                .filter(report -> !report.at().isBefore(from(query)) && report.at().isBefore(until(query)))
                .filter(report -> BatchDelivery.isAmong(report.step(), statuses, codes)).forEach(found::add);
            if (found.size() > MOST_REPORTS) {
                throw CallRefused.constraint("More than " + MOST_REPORTS + " reports: narrow start_date and end_date");
            }
        }
        found.sort(Comparator.comparing(Finished::at).reversed());
        List<String> items = found.stream().skip((long) page(query) * pageSize(query)).limit(pageSize(query)).map(Finished::body).toList();
        return answer("delivery_reports", query, found.size(), items);
    }

    private static String answer(String name, QueryValues query, int count, List<String> items) {
        ObjectNode json = Json.newObject().put("count", count).put("page", page(query)).put("page_size", items.size());
        return json.toString().replaceFirst("}$", "") + ",\"" + name + "\":[" + String.join(",", items) + "]}";
    }

    private static int page(QueryValues query) {
        return query.number("page", 0, 0, 1_000_000);
    }

    private static int pageSize(QueryValues query) {
        return query.number("page_size", 30, 1, 100);
    }

    private Instant from(QueryValues query) {
        return query.time("start_date", sandbox.now().minus(BY_DEFAULT));
    }

    private Instant until(QueryValues query) {
        return query.time("end_date", sandbox.now().plus(BY_DEFAULT));
    }
}
