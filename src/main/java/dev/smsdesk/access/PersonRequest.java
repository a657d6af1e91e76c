package dev.smsdesk.access;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;

/** A page request that knows its person from our session. What the container believes does not count: Jetty forgets it, others remember too much. */
public final class PersonRequest extends HttpServletRequestWrapper {
    private final Person person;

    /** @param person null where no person is logged in */
    public PersonRequest(HttpServletRequest request, Person person) {
        super(request);
        this.person = person;
    }

    /** The container's own request below all wrappers of ours: what it says of its principal after {@code login} or {@code authenticate}. */
    public static HttpServletRequest container(HttpServletRequest request) {
        HttpServletRequest found = request;
        for (ServletRequest each = request; each instanceof ServletRequestWrapper wrapper; ) {
            each = wrapper.getRequest();
            if (wrapper instanceof PersonRequest) {
                found = (HttpServletRequest) each;
            }
        }
        return found;
    }

    @Override
    public Principal getUserPrincipal() {
        return person;
    }

    @Override
    public String getRemoteUser() {
        return person == null ? null : person.name();
    }

    @Override
    public boolean isUserInRole(String role) {
        return person != null && person.isIn(role);
    }
}
