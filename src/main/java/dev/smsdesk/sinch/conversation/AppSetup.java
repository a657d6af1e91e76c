package dev.smsdesk.sinch.conversation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smsdesk.sinch.call.HttpAnswer;
import dev.smsdesk.sinch.call.HttpCalls;
import dev.smsdesk.sinch.call.SendOutcome;
import dev.smsdesk.sinch.call.SetupAnswer;
import dev.smsdesk.sinch.call.SetupReading;
import dev.smsdesk.sinch.json.Fields;
import dev.smsdesk.sinch.json.Json;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The app and its webhooks at Sinch. Each question and each change is one call, never repeated. Source: Sinch Conversation reference, read
 * 2026-11-23.
 */
public final class AppSetup {
    private static final int MOST_BYTES = 1 << 20;
    private final TokenCalls calls;
    private final WebTarget project;
    private final String appId;
    private final KnownApp known;
    private final Clock clock;

    AppSetup(TokenCalls calls, WebTarget project, String appId, KnownApp known, Clock clock) {
        this.calls = calls;
        this.project = project;
        this.appId = appId;
        this.known = known;
        this.clock = clock;
    }

    public SetupAnswer<AppInfo> app() {
        return make("GET", () -> project.path("apps").path(appId), null, body -> known.remember(AppInfo.of(body)));
    }

    public SetupAnswer<List<Webhook>> webhooks() {
        return make("GET", () -> project.path("apps").path(appId).path("webhooks"), null,
            body -> body.object().hasNonNull("webhooks") ? body.requiredEach("webhooks").stream().map(Webhook::of).toList() : List.of());
    }

    /** @param secret by which Sinch signs what it posts */
    public SetupAnswer<Webhook> create(String target, Collection<String> triggers, String secret) {
        return make("POST", () -> project.path("webhooks"), entity(json(target, triggers, secret).put("app_id", appId)), Webhook::of);
    }

    /** @param secret null leaves Sinch's as it is */
    public SetupAnswer<Webhook> update(String webhookId, String target, Collection<String> triggers, String secret) {
        return make("PATCH", () -> project.path("webhooks").path("{webhook}").resolveTemplate("webhook", webhookId)
            .queryParam("update_mask", "target,target_type,triggers" + (secret == null ? "" : ",secret")),
            entity(json(target, triggers, secret)), Webhook::of);
    }

    private static ObjectNode json(String target, Collection<String> triggers, String secret) {
        ObjectNode json = Json.newObject().put("target", target).put("target_type", "HTTP");
        triggers.forEach(json.putArray("triggers")::add);
        return secret == null ? json : json.put("secret", secret);
    }

    private static Entity<byte[]> entity(ObjectNode json) {
        return Entity.entity(json.toString().getBytes(StandardCharsets.UTF_8), MediaType.APPLICATION_JSON_TYPE);
    }

    private <T> SetupAnswer<T> make(String method, Supplier<WebTarget> target, Entity<byte[]> body, Function<Fields, T> reader) {
        return calls.make(method, target, body, MOST_BYTES, new TokenCalls.Ends<>() {
            @Override
            public SetupAnswer<T> without(SendOutcome why) {
                return SetupReading.without(why);
            }

            @Override
            public SetupAnswer<T> answered(HttpAnswer answer) {
                return SetupReading.meaning(answer, clock.instant(), reader);
            }

            @Override
            public SetupAnswer<T> failed(IOException failure) {
                return SetupReading.without(HttpCalls.outcome(failure));
            }

            @Override
            public SetupAnswer<T> unknown(String why) {
                return new SetupAnswer.Unclear<>(why);
            }
        });
    }
}
