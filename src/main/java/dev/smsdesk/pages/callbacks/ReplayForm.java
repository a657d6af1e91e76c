package dev.smsdesk.pages.callbacks;

import dev.smsdesk.account.Channel;
import dev.smsdesk.apply.ReplayFilter;
import dev.smsdesk.common.Text;
import dev.smsdesk.pages.ui.PageError;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.receive.inbox.CallbackState;
import dev.smsdesk.store.Ids;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.stream.Stream;

/** Which callbacks, as it was typed; what is empty does not narrow. Times are UTC, such as {@code 2026-11-24T10:00}. */
public record ReplayForm(String channel, String state, String note, String from, String to, String provider, String batch) {
    private static final int LONGEST = 500;

    static ReplayForm of(HttpServletRequest request) {
        return new ReplayForm(typed(request, "family"), typed(request, "state"), typed(request, "note"), typed(request, "from"),
            typed(request, "to"), typed(request, "provider"), typed(request, "batch"));
    }

    private static String typed(HttpServletRequest request, String name) {
        String text = request.getParameter(name);
        return text == null ? "" : Text.cut(text, LONGEST).strip();
    }

    /** @throws ProblemException INVALID, with a sentence for the page */
    ReplayFilter filter() {
        Instant begin = time(from);
        Instant end = time(to);
        if (begin != null && end != null && !begin.isBefore(end)) {
            throw invalid(PageError.BEGIN_NOT_BEFORE_END);
        }
        if (!batch.isEmpty() && !Ids.isId(batch)) {
            throw invalid(PageError.NO_BATCH_ID);
        }
        return new ReplayFilter(one(Channel.values(), channel), one(CallbackState.values(), state), given(note), begin, end,
            given(provider), given(batch));
    }

    private static <E extends Enum<E>> E one(E[] all, String name) {
        return name.isEmpty() ? null : Stream.of(all).filter(each -> each.name().equals(name)).findFirst()
            .orElseThrow(() -> invalid(PageError.NOT_IN_LIST));
    }

    private static Instant time(String typed) {
        try {
            return typed.isEmpty() ? null : typed.endsWith("Z") ? Instant.parse(typed)
                : LocalDateTime.parse(typed).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw invalid(PageError.NO_TIME);
        }
    }

    private static String given(String text) {
        return text.isEmpty() ? null : text;
    }

    private static ProblemException invalid(PageError error) {
        return new ProblemException(ProblemType.INVALID, error.with());
    }
}
