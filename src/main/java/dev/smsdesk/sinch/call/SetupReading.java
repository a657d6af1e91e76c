package dev.smsdesk.sinch.call;

import dev.smsdesk.sinch.call.SendOutcome.AccountRefused;
import dev.smsdesk.sinch.call.SendOutcome.Later;
import dev.smsdesk.sinch.call.SendOutcome.NotSent;
import dev.smsdesk.sinch.call.SendOutcome.ProxyRefused;
import dev.smsdesk.sinch.call.SendOutcome.Unauthorised;
import dev.smsdesk.sinch.call.SendOutcome.Unsure;
import dev.smsdesk.sinch.call.SetupAnswer.Invalid;
import dev.smsdesk.sinch.call.SetupAnswer.NoAccess;
import dev.smsdesk.sinch.call.SetupAnswer.NotThere;
import dev.smsdesk.sinch.call.SetupAnswer.Unclear;
import dev.smsdesk.sinch.call.SetupAnswer.ProxyBlocks;
import dev.smsdesk.sinch.call.SetupAnswer.TryLater;
import dev.smsdesk.sinch.call.SetupAnswer.Unreachable;
import dev.smsdesk.sinch.call.SetupAnswer.Works;
import dev.smsdesk.sinch.call.SetupAnswer.WrongKey;
import dev.smsdesk.sinch.json.Fields;
import dev.smsdesk.sinch.json.Json;
import dev.smsdesk.sinch.json.NotReadable;
import java.time.Instant;
import java.util.function.Function;

/** Reads the outcome of a call that checks or sets up an account. */
public final class SetupReading {
    private SetupReading() {}

    /** @param reader of a body with status 2xx */
    public static <T> SetupAnswer<T> meaning(HttpAnswer answer, Instant now, Function<Fields, T> reader) {
        int status = answer.status();
        ErrorText said = ErrorText.of(answer.body());
        return switch (status) {
            case 401 -> new WrongKey<>(said.text());
            case 402, 403 -> new NoAccess<>(status, said.text());
            case 404 -> new NotThere<>(said.text());
            case 429 -> new TryLater<>(status, answer.wait(now));
            default -> switch (status / 100) {
                case 2 -> read(answer, reader);
                case 4 -> new Invalid<>(status, said.code(), said.text());
                case 5 -> new TryLater<>(status, answer.wait(now));
                default -> new Unclear<>(CallFault.ANSWERED.stored(status));
            };
        };
    }

    private static <T> SetupAnswer<T> read(HttpAnswer answer, Function<Fields, T> reader) {
        if (answer.body() == null) {
            return new Unclear<>(CallFault.ANSWER_TOO_LONG.stored());
        }
        try {
            return new Works<>(reader.apply(Fields.of(Json.object(answer.body()))));
        } catch (NotReadable e) {
            return new Unclear<>(ErrorText.line(CallFault.ANSWER_UNREADABLE.stored(e.getMessage())));
        }
    }

    /** @param why there was no answer */
    public static <T> SetupAnswer<T> without(SendOutcome why) {
        if (why instanceof Unauthorised refused) {
            return new WrongKey<>(refused.text());
        }
        if (why instanceof ProxyRefused refused) {
            return new ProxyBlocks<>(refused.proxy(), refused.said());
        }
        if (why instanceof Later later) {
            return new TryLater<>(later.status(), later.retryAfter());
        }
        if (why instanceof AccountRefused refused) {
            return new Invalid<>(refused.status(), refused.code(), refused.text());
        }
        return why instanceof NotSent notSent ? new Unreachable<>(notSent.why())
            : new Unclear<>(why instanceof Unsure unsure ? unsure.why() : "");
    }
}
