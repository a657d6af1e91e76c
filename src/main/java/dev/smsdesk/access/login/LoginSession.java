package dev.smsdesk.access.login;

import dev.smsdesk.access.Person;
import dev.smsdesk.access.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** User and roles in the session, as plain strings, because a container may write sessions to disk and a newer version reads them. */
final class LoginSession {
    /** The longest session, even in use. An idle one ends after the time in web.xml. */
    static final Duration LONGEST = Duration.ofHours(12);
    private static final String NAME = "smsdesk.person.name";
    private static final String ROLES = "smsdesk.person.roles";
    private static final String SINCE = "smsdesk.person.since";

    private LoginSession() {}

    /** Drops a session from before the login; the new one gets a fresh id. */
    static void begin(HttpServletRequest request, Person person, Clock clock) {
        end(request);
        keep(request, person, clock);
    }

    /** As {@link #begin}, but keeps an existing session, in which the container stores its own login. */
    static void keep(HttpServletRequest request, Person person, Clock clock) {
        HttpSession session = request.getSession(true);
        request.changeSessionId();
        session.setAttribute(NAME, person.name());
        session.setAttribute(ROLES, person.roles().stream().map(Role::name).collect(Collectors.joining(" ")));
        session.setAttribute(SINCE, clock.millis());
    }

    /** @return null without a login; a session older than {@link #LONGEST} ends here */
    static Person person(HttpServletRequest request, Clock clock) {
        HttpSession session = request.getSession(false);
        try {
            if (session == null || !(session.getAttribute(NAME) instanceof String name)) {
                return null;
            }
            if (Instant.ofEpochMilli((Long) session.getAttribute(SINCE)).plus(LONGEST).isBefore(clock.instant())) {
                session.invalidate();
                return null;
            }
            Set<String> words = Set.of(((String) session.getAttribute(ROLES)).split(" "));
            return new Person(name, Stream.of(Role.values()).filter(role -> words.contains(role.name())).collect(Collectors.toSet()));
        } catch (IllegalStateException e) {
            return null;   // another request has just ended it
        }
    }

    static void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            try {
                session.invalidate();
            } catch (IllegalStateException e) {
                // another request was faster
            }
        }
    }
}
