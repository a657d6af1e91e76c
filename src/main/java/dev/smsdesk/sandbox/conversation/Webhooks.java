package dev.smsdesk.sandbox.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smsdesk.account.Channel;
import dev.smsdesk.sandbox.CallRefused;
import dev.smsdesk.sandbox.Members;
import dev.smsdesk.sandbox.SandboxSettings;
import dev.smsdesk.sandbox.SandboxStore;
import dev.smsdesk.sandbox.SandboxStore.Entry;
import dev.smsdesk.sandbox.SandboxStore.Kind;
import dev.smsdesk.sandbox.callback.CallbackTarget;
import dev.smsdesk.sandbox.callback.CallbackUrls;
import dev.smsdesk.sinch.signature.Secret;
import dev.smsdesk.store.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The webhooks of the app: at most five, each with its own target. SMS Desk's own is there from the beginning and signs with SMS Desk's
 * secret until it is changed or deleted. In memory, and kept in the store.
 */
final class Webhooks {
    private static final int MOST = 5;
    private static final String OWN = Ids.of("webhook of SMS Desk in the sandbox");
    /** In the store in place of SMS Desk's own webhook once it was deleted. */
    private static final String DELETED = "{\"deleted\":true}";
    private final Map<String, AppWebhook> webhooks = new ConcurrentSkipListMap<>();
    private final SandboxSettings settings;
    private final SandboxStore store;
    private final CallbackUrls urls;
    private final Clock clock;
    private final Ids ids;
    private volatile boolean ownUntouched = true;

    Webhooks(SandboxSettings settings, SandboxStore store, Clock clock) {
        this.settings = settings;
        this.store = store;
        this.urls = new CallbackUrls(settings);
        this.clock = clock;
        this.ids = new Ids(clock);
    }

    /** Reads what is kept; may be called again where it failed. */
    synchronized void load() {
        String own = store.json(Kind.WEBHOOK, OWN).orElse(null);
        ownUntouched = own == null;
        store.list(ConversationLists.all(Kind.WEBHOOK), 0, MOST + 1).stream().filter(json -> !json.equals(DELETED)).forEach(json -> {
            JsonNode read = Members.object(json.getBytes(StandardCharsets.UTF_8));
            AppWebhook webhook = AppWebhook.read(read.path("id").asText(), read);
            webhooks.put(webhook.id(), webhook);
        });
    }

    private AppWebhook own() {
        String secret = new String(settings.secrets().apply(Channel.CONVERSATION).key(), StandardCharsets.UTF_8);
        Set<String> triggers = Set.of(AppWebhook.DELIVERY, AppWebhook.INBOUND, "OPT_IN", "OPT_OUT");
        return new AppWebhook(OWN, settings.ownTarget(Channel.CONVERSATION), false, triggers, secret);
    }

    synchronized List<AppWebhook> all() {
        Map<String, AppWebhook> all = new TreeMap<>(webhooks);
        if (ownUntouched) {
            all.put(OWN, own());
        }
        return List.copyOf(all.values());
    }

    /** @throws CallRefused 404 */
    AppWebhook webhook(String id) {
        return find(id).orElseThrow(() -> new CallRefused(404, null, "There is no such webhook"));
    }

    private Optional<AppWebhook> find(String id) {
        return all().stream().filter(webhook -> webhook.id().equals(id)).findFirst();
    }

    synchronized AppWebhook create(JsonNode json) {
        AppWebhook webhook = AppWebhook.read(ids.next(), json);
        if (all().size() == MOST) {
            throw CallRefused.constraint("The app has " + MOST + " webhooks, which is the most");
        }
        return kept(webhook);
    }

    /** @param mask names of the members that change; empty for those that are given */
    synchronized AppWebhook update(String id, JsonNode json, Set<String> mask) {
        ObjectNode changed = webhook(id).json();
        if (!json.hasNonNull("target")) {
            throw CallRefused.constraint("target: required");
        }
        json.properties().forEach(member -> {
            if (mask.isEmpty() || mask.contains(member.getKey())) {
                changed.set(member.getKey(), member.getValue());
            }
        });
        mask.stream().filter(name -> !json.has(name)).forEach(changed::remove);
        return kept(AppWebhook.read(id, changed));
    }

    private AppWebhook kept(AppWebhook webhook) {
        if (all().stream().anyMatch(other -> !other.id().equals(webhook.id()) && other.target().equals(webhook.target()))) {
            throw CallRefused.constraint("target: another webhook of the app has it");
        }
        put(webhook.id(), webhook.json().toString());
        webhooks.put(webhook.id(), webhook);
        return webhook;
    }

    private void put(String id, String json) {
        store.put(new Entry(Kind.WEBHOOK, id, clock.instant(), clock.instant(), null, null, json));
        ownUntouched &= !id.equals(OWN);
    }

    synchronized void delete(String id) {
        webhook(id);
        if (id.equals(OWN)) {
            put(id, DELETED);
        } else {
            store.remove(id);
        }
        webhooks.remove(id);
    }

    /** Where a callback for this webhook goes now; empty where it is gone, or names a host that the sandbox does not call. */
    Optional<CallbackTarget> target(String id) {
        return find(id).filter(webhook -> !webhook.dismissed())
            .flatMap(webhook -> urls.called(webhook.target()).map(uri -> new CallbackTarget(uri, secret(webhook.secret()))));
    }

    static Secret secret(String secret) {
        return secret == null ? null : Secret.of("webhook", secret);
    }
}
