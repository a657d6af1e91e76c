package dev.smsdesk.sinch.call;

import dev.smsdesk.common.Text;
import dev.smsdesk.sinch.call.StatusAnswer.Failed;
import dev.smsdesk.sinch.call.StatusAnswer.Found;
import dev.smsdesk.sinch.call.StatusAnswer.Later;
import dev.smsdesk.sinch.call.StatusAnswer.NotKnown;
import dev.smsdesk.sinch.call.StatusAnswer.Unauthorised;
import dev.smsdesk.sinch.json.Fields;
import dev.smsdesk.sinch.json.Json;
import dev.smsdesk.sinch.json.NotReadable;
import java.time.Instant;
import java.util.function.Function;

/** Reads the answer to a call that sends and changes nothing. */
public final class StatusReading {
    private static final int LONGEST = 500;

    private StatusReading() {}

    /** @param reader of a body with status 200 */
    public static <T> StatusAnswer<T> meaning(HttpAnswer answer, Instant now, Function<Fields, T> reader) {
        int status = answer.status();
        if (status == 401) {
            return new Unauthorised<>(ErrorText.of(answer.body()).text());
        }
        if (status == 404) {
            return new NotKnown<>();
        }
        if (status == 429 || status / 100 == 5) {
            return new Later<>(status, answer.wait(now));
        }
        if (status != 200) {
            return new Failed<>(CallFault.ANSWERED.stored(status));
        }
        if (answer.body() == null) {
            return new Failed<>(CallFault.ANSWER_TOO_LONG.stored());
        }
        try {
            return new Found<>(reader.apply(Fields.of(Json.object(answer.body()))));
        } catch (NotReadable e) {
            return new Failed<>(Text.line(CallFault.ANSWER_UNREADABLE.stored(e.getMessage()), LONGEST));
        }
    }
}
