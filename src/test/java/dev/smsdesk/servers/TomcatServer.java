package dev.smsdesk.servers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Tomcat, 10.1 or 11. @see "docs/install-tomcat.md" */
final class TomcatServer extends Server {
    private final Artifact zip;
    private Path home;

    TomcatServer(Path folder, Path jdk, Artifact zip) {
        super(folder, jdk);
        this.zip = zip;
    }

    @Override
    void layOut() throws IOException {
        home = zip.unpackedInto(folder);
        Path server = home.resolve("conf/server.xml");
        write(server, read(server).replace("<Server port=\"8005\"", "<Server port=\"-1\"")
            .replace("<Connector port=\"8080\"", "<Connector address=\"127.0.0.1\" port=\"" + PORT + "\""));
        write(home.resolve("conf/tomcat-users.xml"), PEOPLE.stream()
            .map(person -> "<user username=\"" + person + "\" password=\"pw-" + person + "\" roles=\""
            + String.join(",", roles(person)) + "\"/>")
            .collect(Collectors.joining("\n", "<tomcat-users>\n", "\n</tomcat-users>\n")));
        Files.copy(WAR, home.resolve("webapps/sms-desk.war"));
    }

    @Override
    List<String> command() {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(jvm());
        command.addAll(List.of("-Dcatalina.home=" + home, "-Dcatalina.base=" + home, "-Djava.io.tmpdir=" + home.resolve("temp"),
            "--add-opens=java.base/java.lang=ALL-UNNAMED", "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED", "-cp", home.resolve("bin/bootstrap.jar") + File.pathSeparator
            + home.resolve("bin/tomcat-juli.jar"), "org.apache.catalina.startup.Bootstrap", "start"));
        return command;
    }
}
