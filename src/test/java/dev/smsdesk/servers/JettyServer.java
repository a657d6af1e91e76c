package dev.smsdesk.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** @see "docs/install-jetty.md" */
final class JettyServer extends Server {
    private final Artifact zip;
    private Path home;
    private Path base;

    JettyServer(Path folder, Path jdk, Artifact zip) {
        super(folder, jdk);
        this.zip = zip;
    }

    @Override
    void layOut() throws IOException {
        home = zip.unpackedInto(folder);
        base = Files.createDirectories(folder.resolve("base"));
        Tool.run(base, environment(), java(), "-jar", home.resolve("start.jar").toString(), "--add-modules=http,ee10-deploy,ee10-jsp");
        write(base.resolve("start.d/people.ini"), "etc/people.xml\n");
        write(base.resolve("etc/people.properties"), PEOPLE.stream()
            .map(person -> person + ": pw-" + person + "," + String.join(",", roles(person)) + "\n").collect(Collectors.joining()));
        write(base.resolve("etc/people.xml"), """
            <?xml version="1.0"?>
            <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "https://jetty.org/configure_10_0.dtd">
            <Configure id="Server" class="org.eclipse.jetty.server.Server">
              <Call class="org.eclipse.jetty.util.resource.ResourceFactory" name="of">
                <Arg><Ref refid="Server"/></Arg>
                <Call id="people" name="newResource"><Arg><Property name="jetty.base"/>/etc/people.properties</Arg></Call>
              </Call>
              <Call name="addBean">
                <Arg>
                  <New class="org.eclipse.jetty.security.HashLoginService">
                    <Set name="name">SMS Desk</Set>
                    <Set name="config"><Ref refid="people"/></Set>
                  </New>
                </Arg>
              </Call>
            </Configure>
            """);
        Files.copy(WAR, base.resolve("webapps/sms-desk.war"));
    }

    @Override
    List<String> command() {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(jvm());
        command.addAll(List.of("-jar", home.resolve("start.jar").toString(), "jetty.base=" + base, "jetty.http.host=127.0.0.1",
            "jetty.http.port=" + PORT));
        return command;
    }
}
