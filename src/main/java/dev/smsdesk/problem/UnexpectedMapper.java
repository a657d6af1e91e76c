package dev.smsdesk.problem;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last mapper: logs all, tells nothing but a reference by which the log line is found. */
public final class UnexpectedMapper implements ExceptionMapper<Throwable> {
    private static final Logger log = LoggerFactory.getLogger(UnexpectedMapper.class);

    @Override
    public Response toResponse(Throwable e) {
        String reference = "urn:uuid:" + UUID.randomUUID();
        Optional<SQLException> database = databaseFault(e);
        if (database.isPresent()) {
            log.error("request failed reference={} cause={}", reference, codes(database.get()));
            return answer(ProblemType.DATABASE_DOWN, "The database did not answer. Try again in a few seconds.", reference)
                .header(HttpHeaders.RETRY_AFTER, 5).build();
        }
        log.error("request failed reference={}", reference, e);
        return answer(ProblemType.UNEXPECTED, "Something went wrong here. The log has the details under this instance.", reference).build();
    }

    /** The database's part in a fault, if it has one. */
    public static Optional<SQLException> databaseFault(Throwable fault) {
        for (Throwable t = fault; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }

    /** What a log may say of it: a database's messages quote rows, numbers among them. */
    public static String codes(SQLException fault) {
        return fault.getClass().getSimpleName() + " " + fault.getSQLState() + "/" + fault.getErrorCode();
    }

    private static Response.ResponseBuilder answer(ProblemType type, String detail, String reference) {
        return Response.status(type.status()).type(Problem.MEDIA_TYPE).entity(Problem.of(type, detail, reference, List.of()).toJson());
    }
}
