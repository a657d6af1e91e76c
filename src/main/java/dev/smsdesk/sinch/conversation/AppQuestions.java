package dev.smsdesk.sinch.conversation;

import dev.smsdesk.sinch.call.CallFault;
import dev.smsdesk.sinch.call.HttpAnswer;
import dev.smsdesk.sinch.call.HttpCalls;
import dev.smsdesk.sinch.call.SendOutcome;
import dev.smsdesk.sinch.call.SendOutcome.AccountRefused;
import dev.smsdesk.sinch.call.SendOutcome.Later;
import dev.smsdesk.sinch.call.SendOutcome.NotSent;
import dev.smsdesk.sinch.call.SendOutcome.ProxyRefused;
import dev.smsdesk.sinch.call.SendOutcome.Unauthorised;
import dev.smsdesk.sinch.call.SendOutcome.Unsure;
import dev.smsdesk.sinch.call.StatusAnswer;
import dev.smsdesk.sinch.call.StatusAnswer.Failed;
import dev.smsdesk.sinch.call.StatusAnswer.Found;
import dev.smsdesk.sinch.call.StatusAnswer.NotKnown;
import dev.smsdesk.sinch.call.StatusAnswer.NothingKept;
import dev.smsdesk.sinch.call.StatusReading;
import dev.smsdesk.sinch.json.Fields;
import jakarta.ws.rs.client.WebTarget;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Questions to Sinch about an app's messages. What the app keeps is read once in ten minutes. */
final class AppQuestions {
    private static final Duration KNOWN_FOR = Duration.ofMinutes(10);
    /** A page has up to 100 texts of 2000 characters, each of up to six bytes in JSON. */
    private static final int MOST_BYTES = 4 << 20;
    private final TokenCalls calls;
    private final WebTarget project;
    private final String appId;
    private final KnownApp latest;
    private final Clock clock;
    private AppInfo known;
    private Instant knownSince;

    AppQuestions(TokenCalls calls, WebTarget project, String appId, KnownApp latest, Clock clock) {
        this.calls = calls;
        this.project = project;
        this.appId = appId;
        this.latest = latest;
        this.clock = clock;
    }

    /** @param question asked with {@code messages_source}, where the app keeps messages at all */
    <T> StatusAnswer<T> whereKept(Function<String, StatusAnswer<T>> question) {
        StatusAnswer<AppInfo> info = info();
        if (!(info instanceof Found<AppInfo> found)) {
            return info instanceof NotKnown ? new Failed<>(CallFault.APP_UNKNOWN.stored()) : otherwise(info);
        }
        if (!found.what().keepsMessages()) {
            return new NothingKept<>(CallFault.APP_KEEPS_NOTHING.stored());
        }
        return question.apply(found.what().isDispatch() ? "DISPATCH_SOURCE" : "CONVERSATION_SOURCE");
    }

    private StatusAnswer<AppInfo> info() {
        synchronized (this) {
            if (known != null && clock.instant().isBefore(knownSince.plus(KNOWN_FOR))) {
                return new Found<>(known);
            }
        }
        StatusAnswer<AppInfo> answer = ask(all -> all.path("apps").path(appId), body -> latest.remember(AppInfo.of(body)));
        if (answer instanceof Found<AppInfo> found) {
            synchronized (this) {
                known = found.what();
                knownSince = clock.instant();
            }
        }
        return answer;
    }

    /** One call. @param target below that of the project */
    <T> StatusAnswer<T> ask(UnaryOperator<WebTarget> target, Function<Fields, T> reader) {
        return calls.make("GET", () -> target.apply(project), null, MOST_BYTES, new TokenCalls.Ends<>() {
            @Override
            public StatusAnswer<T> without(SendOutcome why) {
                return AppQuestions.without(why);
            }

            @Override
            public StatusAnswer<T> answered(HttpAnswer answer) {
                return StatusReading.meaning(answer, clock.instant(), reader);
            }

            @Override
            public StatusAnswer<T> failed(IOException failure) {
                return new Failed<>(HttpCalls.sentence(failure));
            }

            @Override
            public StatusAnswer<T> unknown(String why) {
                return new Failed<>(why);
            }
        });
    }

    private static <T> StatusAnswer<T> without(SendOutcome why) {
        if (why instanceof Unauthorised refused) {
            return new StatusAnswer.Unauthorised<>(refused.text());
        }
        if (why instanceof Later later) {
            return new StatusAnswer.Later<>(later.status(), later.retryAfter());
        }
        if (why instanceof ProxyRefused refused) {
            return new Failed<>(HttpCalls.sentence(refused));
        }
        if (why instanceof AccountRefused refused) {
            return new Failed<>(CallFault.TOKEN_ANSWERED.stored(refused.status()));
        }
        return new Failed<>(why instanceof NotSent notSent ? notSent.why() : ((Unsure) why).why());
    }

    /** The same answer to another question. */
    @SuppressWarnings("unchecked")
    static <T, U> StatusAnswer<U> otherwise(StatusAnswer<T> answer) {
        if (answer instanceof Found) {
            throw new IllegalArgumentException("an answer that was found has a type of its own");
        }
        return (StatusAnswer<U>) answer;
    }
}
