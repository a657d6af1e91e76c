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

/** Name and roles in the session, as plain texts: a container may write sessions to disk, and a new version of us reads them. */
final class LoginSession {
    /** A busy session ends after this, too. An idle one ends after the time in web.xml. */
    static final Duration LONGEST = Duration.ofHours(12);
    private static final String NAME = "smsdesk.person.name";
    private static final String ROLES = "smsdesk.person.roles";
    private static final String SINCE = "smsdesk.person.since";

    private LoginSession() {}

    /** A session that existed before the login is dropped, and the new one gets an id that was never known. */
    static void begin(HttpServletRequest request, Person person, Clock clock) {
        end(request);
        keep(request, person, clock);
    }

    /** As {@link #begin}, where a session that exists is the container's, which keeps its own login there. */
    static void keep(HttpServletRequest request, Person person, Clock clock) {
        HttpSession session = request.getSession(true);
        request.changeSessionId();
        session.setAttribute(NAME, person.name());
        session.setAttribute(ROLES, person.roles().stream().map(Role::name).collect(Collectors.joining(" ")));
        session.setAttribute(SINCE, clock.millis());
    }

    /** @return null where no person is logged in; a session that lasted {@link #LONGEST} ends here */
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
            return null;   // another request has ended it in this moment
        }
    }

    static void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            try {
                session.invalidate();
            } catch (IllegalStateException e) {
                // another request was quicker
            }
        }
    }
}
