package dev.smsdesk.sandbox.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smsdesk.account.Channel;
import dev.smsdesk.sandbox.DeliveryStep;
import dev.smsdesk.sandbox.MagicNumber;
import dev.smsdesk.sandbox.Members;
import dev.smsdesk.sandbox.SandboxSettings;
import dev.smsdesk.sandbox.SandboxStore;
import dev.smsdesk.sandbox.SandboxStore.Entry;
import dev.smsdesk.sandbox.SandboxStore.Kind;
import dev.smsdesk.sandbox.SandboxStore.Query;
import dev.smsdesk.sandbox.ShownText;
import dev.smsdesk.sandbox.Timeline;
import dev.smsdesk.sandbox.callback.CallbackQueue;
import dev.smsdesk.sandbox.callback.CallbackQueue.Followed;
import dev.smsdesk.sandbox.callback.CallbackTarget;
import dev.smsdesk.sandbox.callback.CallbackUrls;
import dev.smsdesk.sandbox.callback.PlannedCallback;
import dev.smsdesk.sinch.json.PhoneDigits;
import dev.smsdesk.store.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Sinch's Conversation API inside the application: one app with the channel SMS, its webhooks, its messages and their callbacks. */
public final class ConversationSandbox {
    private static final String APP = Ids.of("app of the sandbox");
    private final SandboxSettings settings;
    private final SandboxStore store;
    private final CallbackQueue queue;
    private final CallbackUrls urls;
    private final Webhooks webhooks;
    private final Clock clock;
    private final Ids ids;
    private volatile AppSettings app;

    public ConversationSandbox(SandboxSettings settings, SandboxStore store, CallbackQueue queue, Clock clock) {
        this.settings = settings;
        this.store = store;
        this.queue = queue;
        this.urls = new CallbackUrls(settings);
        this.webhooks = new Webhooks(settings, store, clock);
        this.clock = clock;
        this.ids = new Ids(clock);
        queue.reads(Kind.MESSAGE, json -> followed(StoredMessage.from(json)));
        queue.reads(Kind.DISPATCH_MESSAGE, json -> followed(StoredMessage.from(json)));
    }

    /** Reads what is kept of the app and its webhooks; before the queue goes on. May be called again where it failed. */
    public void start() {
        webhooks.load();
        app();
    }

    /** As it was kept, or as it is from the beginning: receipts that go to a callback_url are signed with SMS Desk's own secret. */
    synchronized AppSettings app() {
        if (app == null) {
            String secret = new String(settings.secrets().apply(Channel.CONVERSATION).key(), StandardCharsets.UTF_8);
            AppSettings first = new AppSettings(true, 7, secret);
            app = store.json(Kind.APP, APP).map(json -> first.changed(Members.object(json.getBytes(StandardCharsets.UTF_8)))).orElse(first);
        }
        return app;
    }

    synchronized AppSettings changeApp(JsonNode json) {
        AppSettings changed = app().changed(json);
        store.put(new Entry(Kind.APP, APP, clock.instant(), clock.instant(), null, null, changed.json().toString()));
        app = changed;
        return changed;
    }

    Webhooks webhooks() {
        return webhooks;
    }

    RequestedMessage checked(JsonNode json) {
        RequestedMessage request = RequestedMessage.read(json);
        urls.requireCalled("callback_url", request.callbackUrl());
        return request;
    }

    /** @param request as {@link #checked} read it from the JSON */
    StoredMessage accept(RequestedMessage request, JsonNode json) {
        StoredMessage message = new StoredMessage(ids.next(), clock.instant(), app().dispatch() || request.dispatchOnly(), json, request);
        store.put(message.stored());
        queue.add(message.kind(), message.id(), followed(message));
        return message;
    }

    private Followed followed(StoredMessage message) {
        return new Followed(message.acceptedAt(), () -> callbacks(message));
    }

    private List<PlannedCallback> callbacks(StoredMessage message) {
        List<PlannedCallback> all = new ArrayList<>();
        if (MagicNumber.loses(message.request().identity())) {
            return all;
        }
        Timeline timeline = message.timeline(settings.pace());
        Supplier<String> submit = () -> ConversationBodies.submit(message, message.acceptedAt());
        targets(AppWebhook.SUBMIT).forEach(target -> all.add(new PlannedCallback(message.acceptedAt(), target, submit)));
        List<Supplier<Optional<CallbackTarget>>> targets = message.request().callbackUrl() == null ? targets(AppWebhook.DELIVERY)
            : List.of(() -> override(message));
        for (DeliveryStep step : timeline.steps()) {
            ConversationStatus.of(step).ifPresent(status -> {
                Supplier<String> body = () -> ConversationBodies.delivery(message, step, status, timeline.at(step.happened()));
                targets.forEach(target -> all.addAll(Collections.nCopies(step.copies(),
                    new PlannedCallback(timeline.at(step.told()), target, body))));
            });
        }
        return all;
    }

    private List<Supplier<Optional<CallbackTarget>>> targets(String trigger) {
        return webhooks.all().stream().filter(webhook -> webhook.hears(trigger))
            .<Supplier<Optional<CallbackTarget>>>map(webhook -> () -> webhooks.target(webhook.id())).toList();
    }

    private Optional<CallbackTarget> override(StoredMessage message) {
        return urls.called(message.request().callbackUrl()).map(uri -> new CallbackTarget(uri, Webhooks.secret(app().overrideSecret())));
    }

    /** What phones show of the latest messages. */
    public List<ShownText> latestTexts(int most) {
        Query latest = new Query(Set.of(Kind.MESSAGE, Kind.DISPATCH_MESSAGE), Instant.EPOCH, clock.instant().plusMillis(1), Set.of(), null);
        return store.list(latest, 0, most).stream().map(StoredMessage::from).map(this::text).toList();
    }

    private ShownText text(StoredMessage message) {
        RequestedMessage request = message.request();
        DeliveryStep step = message.timeline(settings.pace()).standing(clock.instant());
        return new ShownText(message.acceptedAt(), "Conversation API", request.sender(), request.identity(), request.text(),
            request.flash(), ConversationStatus.of(step).map(ConversationStatus::status).orElse("QUEUED"));
    }

    /**
     * Stores an inbound text, and posts it to the webhooks.
     * @param from number, or another address
     */
    public void inbound(String from, String to, String text) {
        Instant now = clock.instant();
        boolean dispatch = app().dispatch();
        String number = PhoneDigits.of(from);
        ObjectNode message = ConversationBodies.inboundMessage(ids.next(), number, PhoneDigits.of(to), text, dispatch, now);
        Kind kind = dispatch ? Kind.DISPATCH_INBOUND : Kind.INBOUND;
        store.put(new Entry(kind, message.path("id").asText(), now, now, number, null, message.toString()));
        post(AppWebhook.INBOUND, ConversationBodies.inbound(message, now), now);
    }

    /**
     * Posts a MESSAGE_DELIVERY to the webhooks.
     * @param reference comes back as {@code metadata}; may be empty
     */
    public void report(String messageId, String recipient, String status, String reference) {
        Instant now = clock.instant();
        post(AppWebhook.DELIVERY, ConversationBodies.report(messageId, PhoneDigits.of(recipient), status, reference, now), now);
    }

    private void post(String trigger, String body, Instant now) {
        targets(trigger).forEach(target -> queue.post(new PlannedCallback(now, target, () -> body)));
    }
}
