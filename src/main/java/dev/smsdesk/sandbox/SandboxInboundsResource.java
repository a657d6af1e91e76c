package dev.smsdesk.sandbox;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** GET …/inbounds by date, in pages, newest first, as Sinch answers it. Source: Sinch SMS reference, read 2026-11-23. */
@Path("sandbox/xms/v1/{plan}/inbounds")
public final class SandboxInboundsResource {
    private static final int LARGEST_PAGE = 100;
    private static final Duration BY_DEFAULT = Duration.ofHours(24);
    private final Sandbox sandbox;
    private final SandboxAuth door;
    private final Clock clock;

    public SandboxInboundsResource(Sandbox sandbox, SandboxSettings settings, Clock clock) {
        this.sandbox = sandbox;
        this.door = new SandboxAuth(settings);
        this.clock = clock;
    }

    @GET
    public Response list(@PathParam("plan") String plan, @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @QueryParam("page") @DefaultValue("0") String page,
            @QueryParam("page_size") @DefaultValue("30") String pageSize, @QueryParam("start_date") String start, @QueryParam("end_date") String end) {
        return door.answer(plan, authorization, () -> page(number("page", page, 0, 1_000_000), number("page_size", pageSize, 1, LARGEST_PAGE),
            time("start_date", start, clock.instant().minus(BY_DEFAULT)), time("end_date", end, clock.instant().plus(BY_DEFAULT))));
    }

    private String page(int page, int pageSize, Instant from, Instant until) {
        List<String> items = sandbox.memory().inbounds(from, until, page * pageSize, pageSize);
        return "{\"count\":" + sandbox.memory().countInbounds(from, until) + ",\"page\":" + page + ",\"page_size\":" + items.size()
            + ",\"inbounds\":[" + String.join(",", items) + "]}";
    }

    private static int number(String name, String given, int least, int most) {
        if (!given.matches("[0-9]{1,7}") || Integer.parseInt(given) < least || Integer.parseInt(given) > most) {
            throw CallRefused.constraint(name + ": from " + least + " to " + most);
        }
        return Integer.parseInt(given);
    }

    /** ISO 8601; without an offset it is UTC. */
    private static Instant time(String name, String given, Instant otherwise) {
        if (given == null) {
            return otherwise;
        }
        try {
            var parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(given, OffsetDateTime::from, LocalDateTime::from);
            return parsed instanceof OffsetDateTime offset ? offset.toInstant() : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw CallRefused.format(name + ": not a time");
        }
    }
}
