package dev.smsdesk.sandbox.sms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smsdesk.account.Channel;
import dev.smsdesk.sandbox.CallRefused;
import dev.smsdesk.sandbox.MagicNumber;
import dev.smsdesk.sandbox.Members;
import dev.smsdesk.sandbox.SandboxSettings;
import dev.smsdesk.sandbox.SandboxStore;
import dev.smsdesk.sandbox.SandboxStore.Entry;
import dev.smsdesk.sandbox.SandboxStore.Kind;
import dev.smsdesk.sandbox.SandboxStore.Query;
import dev.smsdesk.sandbox.ShownText;
import dev.smsdesk.sandbox.callback.CallbackQueue;
import dev.smsdesk.sandbox.callback.CallbackQueue.Followed;
import dev.smsdesk.sandbox.callback.CallbackTarget;
import dev.smsdesk.sandbox.callback.CallbackUrls;
import dev.smsdesk.sandbox.callback.PlannedCallback;
import dev.smsdesk.sinch.json.PhoneDigits;
import dev.smsdesk.store.Ids;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Sinch's SMS API inside the application: batches, what may be done to them until they are sent, and inbound texts. */
public final class SmsSandbox {
    private final SandboxSettings settings;
    private final SandboxStore store;
    private final CallbackQueue queue;
    private final CallbackUrls urls;
    private final Clock clock;
    private final Ids ids;

    public SmsSandbox(SandboxSettings settings, SandboxStore store, CallbackQueue queue, Clock clock) {
        this.settings = settings;
        this.store = store;
        this.queue = queue;
        this.urls = new CallbackUrls(settings);
        this.clock = clock;
        this.ids = new Ids(clock);
        queue.reads(Kind.BATCH, json -> followed(StoredBatch.from(json)));
    }

    /** @throws CallRefused where Sinch would refuse it, or the sandbox cannot do it */
    RequestedBatch checked(JsonNode json, Instant now) {
        RequestedBatch request = RequestedBatch.read(json, now);
        urls.requireCalled("callback_url", request.callbackUrl());
        return request;
    }

    RequestedBatch checked(JsonNode json) {
        return checked(json, clock.instant());
    }

    StoredBatch accept(RequestedBatch request) {
        return kept(new StoredBatch(ids.next(), clock.instant(), request));
    }

    /** @throws CallRefused 404 for a batch that it does not know, as Sinch answers it */
    StoredBatch batch(String id) {
        StoredBatch batch = store.json(Kind.BATCH, id).map(StoredBatch::from).orElseThrow(CallRefused::notFound);
        if (batch.request().to().stream().anyMatch(MagicNumber::isForgotten)) {
            throw CallRefused.notFound();
        }
        return batch;
    }

    /** Takes the whole request in place of the old one, under the same id. @throws CallRefused 403 once it was sent */
    StoredBatch replace(String id, JsonNode json) {
        StoredBatch batch = notSent(id);
        return kept(batch.changed(checked(json, batch.createdAt()), clock.instant()));
    }

    /** Changes the members that are given; null takes one away. @throws CallRefused 403 once it was sent */
    StoredBatch update(String id, JsonNode changes) {
        StoredBatch batch = notSent(id);
        ObjectNode members = StoredBatch.requested(batch.json());
        if (batch.request().expireAt() == null) {
            members.remove("expire_at");
        }
        Members given = new Members(changes, "");
        Set<String> to = new LinkedHashSet<>(batch.request().to());
        to.addAll(numbers(given, "to_add"));
        to.removeAll(new HashSet<>(numbers(given, "to_remove")));
        changes.properties().forEach(change -> members.set(change.getKey(), change.getValue()));
        members.remove(List.of("to_add", "to_remove"));
        if (changes.has("to")) {
            throw CallRefused.format("to: an update takes to_add and to_remove");
        }
        to.forEach(members.putArray("to")::add);
        return kept(batch.changed(checked(members, batch.createdAt()), clock.instant()));
    }

    private static List<String> numbers(Members given, String name) {
        List<JsonNode> numbers = given.array(name, 1, 1000);
        return numbers == null ? List.of() : RequestedBatch.numbers(name, numbers);
    }

    private StoredBatch notSent(String id) {
        StoredBatch batch = batch(id);
        if (batch.canceled() || !batch.start().isAfter(clock.instant())) {
            throw new CallRefused(403, "batch_already_dispatched", "The batch was sent or cancelled and cannot be changed");
        }
        return batch;
    }

    /** Cancels a batch until it is sent; later, nothing changes. */
    StoredBatch cancel(String id) {
        StoredBatch batch = batch(id);
        return batch.canceled() || !batch.start().isAfter(clock.instant()) ? batch : kept(batch.cancelled(clock.instant()));
    }

    /** @param recipients none for all; @throws CallRefused 404 where no feedback was enabled, or a number is not in the batch */
    void feedback(String id, JsonNode json) {
        StoredBatch batch = batch(id);
        Members members = new Members(json, "");
        List<String> recipients = RequestedBatch.numbers("recipients", members.requiredArray("recipients", 0, 1000));
        members.nothingElse();
        if (!batch.request().feedbackEnabled() || !batch.request().to().containsAll(recipients)) {
            throw CallRefused.notFound();
        }
        store.put(batch.withFeedback(recipients.isEmpty() ? Set.copyOf(batch.request().to()) : Set.copyOf(recipients)).stored());
    }

    BatchDelivery delivery(StoredBatch batch) {
        return new BatchDelivery(batch, settings.pace());
    }

    Instant now() {
        return clock.instant();
    }

    /** What phones show of the latest batches. */
    public List<ShownText> latestTexts(int most) {
        Query latest = new Query(Set.of(Kind.BATCH), Instant.EPOCH, clock.instant().plusMillis(1), Set.of(), null);
        return store.list(latest, 0, most).stream().map(StoredBatch::from).flatMap(batch -> texts(batch, most)).limit(most).toList();
    }

    private Stream<ShownText> texts(StoredBatch batch, int most) {
        String stays = batch.canceled() ? "Cancelled" : batch.start().isAfter(clock.instant()) ? "Scheduled" : null;
        return batch.request().to().stream().limit(most).map(to -> new ShownText(batch.start(), "SMS API", batch.request().from(), to,
            batch.request().textFor(to).orElse(batch.request().body()), batch.request().flashMessage(),
            (stays != null ? stays : batch.timeline(to, settings.pace()).standing(clock.instant()).status())
                + (batch.feedback().contains(to) ? ", feedback received" : "")));
    }

    private StoredBatch kept(StoredBatch batch) {
        store.put(batch.stored());
        queue.add(Kind.BATCH, batch.id(), followed(batch));
        return batch;
    }

    private Followed followed(StoredBatch batch) {
        Instant start = batch.canceled() ? batch.modifiedAt() : batch.start();
        return new Followed(start, () -> delivery(batch).callbacks(() -> target(batch.request().callbackUrl())));
    }

    private Optional<CallbackTarget> target(URI url) {
        return urls.called(url).map(called -> new CallbackTarget(called, settings.secrets().apply(Channel.SMS)));
    }

    /**
     * Stores an inbound text, and posts it.
     * @param from number, or another address
     */
    public void inbound(String from, String to, String text) {
        Instant now = clock.instant();
        String id = ids.next();
        String number = PhoneDigits.of(to);
        String body = SmsBodies.inboundText(id, PhoneDigits.of(from), number, text, now);
        store.put(new Entry(Kind.SMS_INBOUND, id, now, now, number, null, body));
        queue.post(new PlannedCallback(now, () -> target(settings.ownTarget(Channel.SMS)), () -> body));
    }
}
