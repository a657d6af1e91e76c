package dev.smsdesk.problem;

import dev.smsdesk.common.SqlFaults;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last mapper: logs everything, and answers only a reference to the log line. */
public final class UnexpectedMapper implements ExceptionMapper<Throwable> {
    private static final Logger log = LoggerFactory.getLogger(UnexpectedMapper.class);

    @Override
    public Response toResponse(Throwable e) {
        String reference = "urn:uuid:" + UUID.randomUUID();
        Optional<SQLException> database = SqlFaults.in(e).findFirst();
        if (database.isPresent()) {
            log.error("request failed reference={} cause={}", reference, SqlFaults.codes(database.get()));
            DatabaseTrouble trouble = DatabaseTrouble.of(database.get());
            Response.ResponseBuilder answer = answer(trouble.type(), trouble.sentence(), reference);
            return trouble.type().status() == 503 ? answer.header(HttpHeaders.RETRY_AFTER, 5).build() : answer.build();
        }
        log.error("request failed reference={}", reference, e);
        return answer(ProblemType.UNEXPECTED, "Something went wrong here. The log has the details under this instance.", reference).build();
    }

    private static Response.ResponseBuilder answer(ProblemType type, String detail, String reference) {
        return Response.status(type.status()).type(Problem.MEDIA_TYPE).entity(Problem.of(type, detail, reference, List.of()).toJson());
    }
}
