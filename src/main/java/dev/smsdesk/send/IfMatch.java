package dev.smsdesk.send;

import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import java.util.List;
import java.util.stream.Stream;

/** The header If-Match, RFC 9110: which versions of a batch the caller has seen. */
record IfMatch(List<String> tags) {

    /** @param headers of the request, or null; @return null where there is none */
    static IfMatch of(List<String> headers) {
        return headers == null || headers.isEmpty() ? null
            : new IfMatch(headers.stream().flatMap(header -> Stream.of(header.split(","))).map(String::strip).toList());
    }

    /** @throws ProblemException IF_MATCH_MISSING */
    static IfMatch required(List<String> headers) {
        IfMatch match = of(headers);
        if (match == null) {
            throw new ProblemException(ProblemType.IF_MATCH_MISSING, "Send the header If-Match with the ETag of the batch as you read it.");
        }
        return match;
    }

    /** @throws ProblemException CHANGED_MEANWHILE */
    void require(long version) {
        if (!tags.contains("*") && !tags.contains("\"" + version + "\"")) {
            throw changed();
        }
    }

    static ProblemException changed() {
        return new ProblemException(ProblemType.CHANGED_MEANWHILE,
            "The batch was changed after you read it. Nothing was changed; read it again.");
    }
}
