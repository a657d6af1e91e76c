package dev.smsdesk.sandbox;

import dev.smsdesk.sinch.json.WireTime;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the query of a call; a parameter that the sandbox does not implement is refused. */
public final class QueryValues {
    private final MultivaluedMap<String, String> given;

    /** @param known names of the parameters that are implemented */
    public QueryValues(MultivaluedMap<String, String> given, String... known) {
        this.given = given;
        given.keySet().stream().filter(name -> !List.of(known).contains(name)).findFirst().ifPresent(name -> {
            throw CallRefused.format("The query parameter '" + name + "' is not implemented by this sandbox. Leave it out");
        });
    }

    /** @return null where it is left out, or empty */
    public String text(String name) {
        String value = given.getFirst(name);
        return value == null || value.isEmpty() ? null : value;
    }

    public int number(String name, int otherwise, int least, int most) {
        String value = text(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.matches("[0-9]{1,7}") || Integer.parseInt(value) < least || Integer.parseInt(value) > most) {
            throw CallRefused.constraint(name + ": from " + least + " to " + most);
        }
        return Integer.parseInt(value);
    }

    public boolean flag(String name) {
        return Boolean.parseBoolean(word(name, List.of("false", "true")));
    }

    /** @return the first word where it is left out */
    public String word(String name, List<String> words) {
        String value = text(name);
        if (value != null && !words.contains(value)) {
            throw CallRefused.format(name + ": one of " + String.join(", ", words));
        }
        return value == null ? words.get(0) : value;
    }

    /** ISO 8601; without an offset it is UTC. A plus that was not encoded arrives as a blank. */
    public Instant time(String name, Instant otherwise) {
        String value = text(name);
        Instant time = value == null ? otherwise : WireTime.parse(value.replace(' ', '+'));
        if (time == null) {
            throw CallRefused.format(name + ": not a time, such as 2026-11-29T10:00:00.000Z");
        }
        return time;
    }

    /** Comma-separated, as all lists in Sinch's queries; empty where it is left out. */
    public Set<String> words(String name) {
        String value = text(name);
        return value == null ? Set.of() : Stream.of(value.split(",")).map(String::strip)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
