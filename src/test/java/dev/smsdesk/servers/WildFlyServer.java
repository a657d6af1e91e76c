package dev.smsdesk.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** @see "docs/install-wildfly.md" */
final class WildFlyServer extends Server {
    private final Artifact zip;
    private final int managementPort = freePort();
    private final int tlsPort = freePort();
    private Path home;

    WildFlyServer(Path folder, Path jdk, Artifact zip) {
        super(folder, jdk);
        this.zip = zip;
    }

    @Override
    void layOut() throws IOException {
        home = zip.unpackedInto(folder);
        for (String person : PEOPLE) {
            Tool.run(folder, environment(), "bash", home.resolve("bin/add-user.sh").toString(), "-a", "-u", person, "-p", "pw-" + person,
                "-g", String.join(",", roles(person)));
        }
        Files.copy(WAR, home.resolve("standalone/deployments/sms-desk.war"));
    }

    @Override
    List<String> command() {
        return List.of("bash", home.resolve("bin/standalone.sh").toString(), "-b", "127.0.0.1", "-bmanagement", "127.0.0.1",
            "-Djboss.http.port=" + PORT, "-Djboss.https.port=" + tlsPort, "-Djboss.management.http.port=" + managementPort);
    }

    @Override
    Map<String, String> environment() {
        Map<String, String> environment = super.environment();
        environment.put("JBOSS_HOME", home.toString());
        return environment;
    }

    /** Its script keeps a TERM for itself; a service manager signals the JVM as well. */
    @Override
    void stop() {
        children().forEach(ProcessHandle::destroy);
        awaitEnd();
    }
}
