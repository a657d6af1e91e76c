package dev.smsdesk.access.key;

import dev.smsdesk.problem.FieldError;
import dev.smsdesk.problem.ProblemException;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * An unknown query parameter of a request that changes something is refused, not ignored: a caller that writes {@code ?dry_run=true} does
 * not want to send. Known are those that the resource method takes, each once.
 */
final class QueryFilter implements ContainerRequestFilter {
    private static final int MOST_FAULTS = 100;
    private final List<String> known;

    private QueryFilter(List<String> known) {
        this.known = known;
    }

    static QueryFilter of(Method method) {
        return new QueryFilter(Arrays.stream(method.getParameterAnnotations()).flatMap(Stream::of)
            .map(mark -> mark instanceof QueryParam query ? query.value() : null).filter(Objects::nonNull).toList());
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getMethod().equals(HttpMethod.GET) || request.getMethod().equals(HttpMethod.HEAD)) {
            return;
        }
        List<FieldError> faults = new ArrayList<>();
        request.getUriInfo().getQueryParameters().forEach((name, values) -> {
            if (!known.contains(name)) {
                faults.add(new FieldError(FieldError.pointer(name), "There is no such query parameter"
                    + (known.isEmpty() ? "." : "; there is " + String.join(", ", known) + ".") + " Remove it."));
            } else if (values.size() > 1) {
                faults.add(new FieldError(FieldError.pointer(name), "Give this query parameter once."));
            }
        });
        if (!faults.isEmpty()) {
            throw new ProblemException(faults.stream().sorted(Comparator.comparing(FieldError::pointer)).limit(MOST_FAULTS).toList());
        }
    }
}
