package dev.smsdesk.receive.callback;

import dev.smsdesk.access.Role;
import dev.smsdesk.access.key.NeedsKey;
import dev.smsdesk.account.Channel;
import dev.smsdesk.problem.FieldError;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.receive.inbox.Callbacks;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Slice;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Lists stored callbacks, for a comparison with what was sent. */
@Path("callbacks")
public final class CallbackListResource {
    private static final int MOST = 1000;
    /** An id is up to one commit older than its row's visibility, and clocks of nodes differ. */
    private static final Duration SETTLING = Duration.ofSeconds(60);
    private final Callbacks callbacks;
    private final Clock clock;

    public CallbackListResource(Callbacks callbacks, Clock clock) {
        this.callbacks = callbacks;
        this.clock = clock;
    }

    /**
     * @param next           path of the next page, or null
     * @param settled_before rows received later may still be preceded by new rows
     */
    public record CallbackList(List<Item> items, String next, String settled_before) {}

    /** @param sha256 of the raw body, in hex; @param seen how often the same bytes arrived */
    public record Item(String id, String family, String sha256, String received_at, String state, int seen) {
        static Item of(Callbacks.StoredCallback row) {
            return new Item(row.id(), row.channel().word(), row.sha256(), row.receivedAt().toString(), row.state().name(), row.seen());
        }
    }

    @GET
    @NeedsKey(Role.ADMIN)
    @Produces(MediaType.APPLICATION_JSON)
    public CallbackList list(@QueryParam("family") String channel, @QueryParam("after") String after,
                       @DefaultValue("1000") @QueryParam("limit") String limit, @Context UriInfo uri) {
        Channel wanted = channel == null ? null : channel(channel);
        if (after != null && !Ids.isId(after)) {
            throw invalid("/after", "Give the id of the last callback that you have read.");
        }
        int most = limit(limit);
        Slice<Callbacks.StoredCallback> slice = callbacks.inOrder(wanted, after, most);
        return new CallbackList(slice.items().stream().map(Item::of).toList(), next(uri, slice.next()),
            clock.instant().minus(SETTLING).toString());
    }

    /** Path-absolute, so that it works under every host name. */
    private static String next(UriInfo uri, String after) {
        if (after == null) {
            return null;
        }
        URI next = uri.getRequestUriBuilder().replaceQueryParam("after", after).build();
        return next.getRawPath() + "?" + next.getRawQuery();
    }

    private static Channel channel(String word) {
        for (Channel channel : Channel.values()) {
            if (channel.word().equals(word.toLowerCase(Locale.ROOT))) {
                return channel;
            }
        }
        throw invalid("/family", "The family is sms or conversation.");
    }

    private static int limit(String text) {
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST) {
            throw invalid("/limit", "The limit is a number from 1 to " + MOST + ".");
        }
        return Integer.parseInt(text);
    }

    private static ProblemException invalid(String pointer, String detail) {
        return new ProblemException(List.of(new FieldError(pointer, detail)));
    }
}
