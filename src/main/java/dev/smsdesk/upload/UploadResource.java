package dev.smsdesk.upload;

import dev.smsdesk.access.Role;
import dev.smsdesk.access.key.ApiRequest;
import dev.smsdesk.access.key.NeedsKey;
import dev.smsdesk.problem.FieldError;
import dev.smsdesk.problem.ProblemDetail;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;

/** Uploading a list of recipients by script. */
@Path("uploads")
public final class UploadResource {
    private static final int ERRORS_A_PAGE = 1000;
    private static final int LONGEST_NAME = 200;
    private final Uploads uploads;

    public UploadResource(Uploads uploads) {
        this.uploads = uploads;
    }

    /** The body is the file; it is stored while it arrives. 202 once it is committed; a job reads it. */
    @POST
    @NeedsKey(Role.SENDER)
    @Produces(MediaType.APPLICATION_JSON)
    public Response post(InputStream body, @QueryParam("name") String name, @HeaderParam(HttpHeaders.CONTENT_TYPE) String type,
            @HeaderParam(HttpHeaders.CONTENT_ENCODING) String encoding, @Context HttpHeaders headers, @Context SecurityContext caller,
            @Context UriInfo uri) {
        String key = ApiRequest.idempotencyKey(headers);
        FileFormat format = FileFormat.of(type).filter(any -> encoding == null || encoding.equalsIgnoreCase("identity"))
            .orElseThrow(() -> new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send Content-Type: " + FileFormat.CSV.mediaType()
                + " or "
                + FileFormat.XLSX.mediaType() + ", and no Content-Encoding."));
        if (name != null && (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl))) {
            throw new ProblemException(List.of(new FieldError("/name", "Write a name of at most 200 characters, on one line.")));
        }
        try {
            String id = uploads.take(name, format, ApiRequest.who(caller), key, body);
            return Response.accepted(new UploadCreated(id)).header(HttpHeaders.LOCATION, path(uri, id)).build();
        } catch (IOException e) {
            throw new ProblemException(ProblemType.BODY_BROKEN, ProblemDetail.BODY_BROKEN.toString(),
                Duration.ofSeconds(5));
        }
    }

    /** @param after line of an error, as {@code next} gives it, or null for the first page */
    @GET
    @Path("{id}")
    @NeedsKey(Role.VIEWER)
    @Produces(MediaType.APPLICATION_JSON)
    public Response get(@PathParam("id") String id, @QueryParam("after") String after, @Context UriInfo uri) {
        if (after != null && !after.matches("[0-9]{1,9}")) {
            throw new ProblemException(List.of(new FieldError("/after",
                "Take after from the member next, or leave it out for the first page.")));
        }
        return with(Response.ok(), id, after == null ? 0 : Integer.parseInt(after), uri);
    }

    /** Reads the file again with what a person chose. */
    @PATCH
    @Path("{id}")
    @NeedsKey(Role.SENDER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response patch(InputStream body, @PathParam("id") String id, @Context SecurityContext caller, @Context UriInfo uri) {
        uploads.readAgain(id, ChoiceRequest.read(body), ApiRequest.who(caller));
        return with(Response.accepted(), id, 0, uri);
    }

    private Response with(Response.ResponseBuilder answer, String id, int after, UriInfo uri) {
        Upload upload = uploads.find(id).orElseThrow(Uploads::missing);
        List<CheckedRow> errors = upload.columns() == null || upload.state() == Upload.State.FAILED ? List.of()
            : uploads.rows(upload, after, true, ERRORS_A_PAGE + 1);
        boolean more = errors.size() > ERRORS_A_PAGE;
        List<CheckedRow> shown = errors.subList(0, Math.min(ERRORS_A_PAGE, errors.size()));
        String next = more ? path(uri, id) + "?after=" + shown.get(ERRORS_A_PAGE - 1).line() : null;
        return answer.entity(UploadAnswer.of(upload, shown, next)).build();
    }

    private static String path(UriInfo uri, String id) {
        return uri.getBaseUri().getRawPath() + "uploads/" + id;
    }
}
