package dev.smsdesk.access.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.access.AuditLog;
import dev.smsdesk.access.Role;
import dev.smsdesk.problem.ProblemMapper;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.TestDatabase;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A marked resource answers only to an active key of its role")
class KeyFeatureTest {
    private final TestDatabase database = TestDatabase.open();
    private final Ids ids = new Ids(Clock.systemUTC());
    private final ApiKeys keys = new ApiKeys(database.tx(), ids, Clock.systemUTC(), "from the setting");
    private final ApplicationHandler api = new ApplicationHandler(new ResourceConfig()
        .register(new KeyFeature(keys, new AuditLog(database.tx(), ids, Clock.systemUTC()))).register(new ProblemMapper())
        .register(new Things()));

    /** Reads with any key, writes with a sender's. */
    @Path("things")
    @NeedsKey(Role.VIEWER)
    public static final class Things {
        @GET
        public String read(@Context SecurityContext caller) {
            return caller.getUserPrincipal().getName() + " " + caller.isUserInRole("sms-viewer") + " " + caller.isUserInRole("sms-admin")
                + " " + caller.isUserInRole("other");
        }

        @POST
        @NeedsKey(Role.SENDER)
        public String write() {
            return "written";
        }

        @PATCH
        @NeedsKey(Role.SENDER)
        public String change(@QueryParam("name") String name) {
            return name;
        }

        @GET
        @Path("open")
        @NeedsKey(Role.ADMIN)
        public String admins() {
            return "admins only";
        }
    }

    @BeforeEach
    void empty() {
        database.run("delete from api_key");
        database.run("delete from audit_entry");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theCallerIsKnownByTheIdOfHisKey() {
        String key = keys.create("Dashboard", Role.VIEWER, "anna");
        assertEquals(keys.all().get(0).id() + " true false false", call("GET", "things", "Bearer " + key).getEntity());
    }

    @Test
    void theSchemeMayBeWrittenInAnyCase() {
        assertEquals(200, call("GET", "things", "bearer from the setting").getStatus());
    }

    @Test
    void withoutAKeyTheAnswerIs401AndSaysHow() {
        for (String[] headers : new String[][] {{}, {"Basic YTpi"}, {"Bearer"}, {"from the setting"}, {"Bearer a", "Bearer b"}}) {
            ContainerResponse answer = call("GET", "things", headers);
            assertEquals(401, answer.getStatus());
            assertEquals("Bearer", answer.getHeaderString("WWW-Authenticate"));
            assertTrue(answer.getEntity().toString().contains("urn:smsdesk:problem:key-refused"), answer.getEntity().toString());
        }
    }

    @Test
    void anUnknownOrRevokedKeyIsRefusedInTheSameWords() {
        String key = keys.create("Dashboard", Role.VIEWER, "anna");
        keys.revoke(keys.all().get(0).id(), "anna");
        ContainerResponse unknown = call("GET", "things", "Bearer smsdesk_unknown");
        ContainerResponse revoked = call("GET", "things", "Bearer " + key);
        assertEquals(401, unknown.getStatus());
        assertEquals(401, revoked.getStatus());
        assertEquals(unknown.getEntity(), revoked.getEntity());
    }

    @Test
    void tooSmallARoleIs403AndAudited() {
        String key = keys.create("Dashboard", Role.VIEWER, "anna");
        ContainerResponse answer = call("POST", "things", "Bearer " + key);
        assertEquals(403, answer.getStatus());
        assertTrue(answer.getEntity().toString().contains("urn:smsdesk:problem:not-allowed"), answer.getEntity().toString());
        assertEquals(1, database.number("select count(*) from audit_entry where who = ? and what = 'refused' and detail = 'POST things "
            + "needs role sender'", keys.all().get(0).id()));
    }

    @Test
    void theMarkOfAMethodGoesBeforeThatOfItsClass() {
        assertEquals(200, call("POST", "things", "Bearer " + keys.create("Orders", Role.SENDER, "anna")).getStatus());
        assertEquals(403, call("GET", "things/open", "Bearer " + keys.create("Orders", Role.SENDER, "anna")).getStatus());
        assertEquals(200, call("GET", "things/open", "Bearer from the setting").getStatus());
    }

    @Test
    void aRequestThatChangesSomethingHasKnownQueryParametersOnly() {
        assertEquals(200, call("PATCH", "things?name=Autumn", "Bearer from the setting").getStatus());
        ContainerResponse answer = call("PATCH", "things?name=Autumn&dry_run&a/b~=1", "Bearer from the setting");
        assertEquals(422, answer.getStatus());
        String problem = answer.getEntity().toString();
        assertTrue(problem.contains("\"/a~1b~0\"") && problem.contains("\"/dry_run\"") && !problem.contains("\"/name\""), problem);
        assertTrue(problem.contains("There is no such query parameter; there is name. Remove it."), problem);
        ContainerResponse twice = call("PATCH", "things?name=Autumn&name=Spring", "Bearer from the setting");
        assertTrue(twice.getEntity().toString().contains("Give this query parameter once."), twice.getEntity().toString());
        assertEquals(422, call("POST", "things?name=Autumn", "Bearer from the setting").getStatus());
        assertEquals(401, call("POST", "things?name=Autumn").getStatus());
        assertEquals(200, call("GET", "things?name=Autumn", "Bearer from the setting").getStatus());
    }

    private ContainerResponse call(String method, String path, String... authorization) {
        URI base = URI.create("http://localhost/api/");
        ContainerRequest request = new ContainerRequest(base, base.resolve(path), method, null, new MapPropertiesDelegate(), null);
        for (String header : authorization) {
            request.header("Authorization", header);
        }
        try {
            return api.apply(request).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
