package dev.smsdesk.access;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;

/**
 * A page request that takes its user from the session. The container's own principal is ignored, because Jetty forgets it and other
 * servers keep it too long.
 */
public final class PersonRequest extends HttpServletRequestWrapper {
    private final Person person;

    /** @param person null without a login */
    public PersonRequest(HttpServletRequest request, Person person) {
        super(request);
        this.person = person;
    }

    /** The container's own request below all wrappers, which has the principal after {@code login} or {@code authenticate}. */
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
