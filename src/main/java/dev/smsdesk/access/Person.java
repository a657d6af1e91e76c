package dev.smsdesk.access;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** A logged-in user with the roles that the container confirmed at the login. */
public record Person(String name, Set<Role> roles) implements Principal {
    public Person {
        roles = Set.copyOf(roles);
    }

    /** The principal of this request. Roles are queried by name, because containers have no list of them. */
    public static Person of(HttpServletRequest request) {
        return new Person(request.getUserPrincipal().getName(), Arrays.stream(Role.values())
            .filter(role -> request.isUserInRole(role.container()))
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class))));
    }

    @Override
    public String getName() {
        return name;
    }

    boolean isIn(String containerRole) {
        return roles.stream().anyMatch(role -> role.container().equals(containerRole));
    }

    public boolean may(Role needed) {
        return needed.isHeld(this::isIn);
    }
}
