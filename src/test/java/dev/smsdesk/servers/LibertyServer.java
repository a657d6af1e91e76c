package dev.smsdesk.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Open Liberty. @see "docs/install-open-liberty.md" */
final class LibertyServer extends Server {
    private final Artifact zip;
    private Path home;

    LibertyServer(Path folder, Path jdk, Artifact zip) {
        super(folder, jdk);
        this.zip = zip;
    }

    @Override
    void layOut() throws IOException {
        home = zip.unpackedInto(folder);
        Path server = home.resolve("usr/servers/smsdesk");
        write(server.resolve("jvm.options"), String.join("\n", jvm()) + "\n");
        write(server.resolve("server.xml"), """
            <server>
              <featureManager>
                <feature>servlet-6.0</feature>
                <feature>pages-3.1</feature>
                <feature>appSecurity-5.0</feature>
              </featureManager>
              <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1">
                <httpOptions AutoDecompression="false"/>
              </httpEndpoint>
              <basicRegistry id="people" realm="SMS Desk">
            %s%s
              </basicRegistry>
              <webApplication location="sms-desk.war" contextRoot="/sms-desk">
                <application-bnd>
            %s
                </application-bnd>
              </webApplication>
            </server>
            """.formatted(PORT, each("    <user name=\"%1$s\" password=\"pw-%1$s\"/>\n"), groups(),
                each("      <security-role name=\"sms-%1$s\"><group name=\"sms-%1$s\"/></security-role>\n")));
        Files.createDirectories(server.resolve("apps"));
        Files.copy(WAR, server.resolve("apps/sms-desk.war"));
    }

    private static String each(String line) {
        return PEOPLE.stream().map(line::formatted).collect(Collectors.joining());
    }

    private static String groups() {
        Function<String, String> members = role -> PEOPLE.stream().filter(person -> roles(person).contains("sms-" + role))
            .map("<member name=\"%s\"/>"::formatted).collect(Collectors.joining());
        return PEOPLE.stream().map(role -> "    <group name=\"sms-" + role + "\">" + members.apply(role) + "</group>\n")
            .collect(Collectors.joining());
    }

    @Override
    List<String> command() {
        return List.of("bash", home.resolve("bin/server").toString(), "run", "smsdesk");
    }

    @Override
    Map<String, String> environment() {
        Map<String, String> environment = super.environment();
        environment.remove("JAVA_OPTS");
        return environment;
    }

    @Override
    List<Path> logs() {
        return List.of(home.resolve("usr/servers/smsdesk/logs/messages.log"));
    }
}
