package dev.smsdesk.servers;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The servers that the docs name, by the words that {@code -Dservers=} takes. */
enum Kind {
    TOMCAT10(17, new Artifact("org.apache.tomcat", "tomcat", "10.1.59", "zip"), TomcatServer::new),
    TOMCAT11(17, new Artifact("org.apache.tomcat", "tomcat", "11.0.24", "zip"), TomcatServer::new),
    PAYARA(17, new Artifact("fish.payara.extras", "payara-micro", "6.2025.10", "jar"), PayaraMicro::new),
    PAYARA_SERVER(17, new Artifact("fish.payara.distributions", "payara", "6.2025.9", "zip"), GlassFishServer::new),
    GLASSFISH(21, new Artifact("org.glassfish.main.distributions", "glassfish", "8.0.0", "zip"), GlassFishServer::new),
    WILDFLY(17, new Artifact("org.wildfly", "wildfly-dist", "39.0.1.Final", "zip"), WildFlyServer::new),
    LIBERTY(17, new Artifact("io.openliberty", "openliberty-runtime", "24.0.0.12", "zip"), LibertyServer::new),
    JETTY(17, new Artifact("org.eclipse.jetty", "jetty-home", "12.1.12", "zip"), JettyServer::new);

    private interface Installer {
        Server of(Path folder, Path jdk, Artifact artifact);
    }

    private final int java;
    private final Artifact artifact;
    private final Installer installer;

    Kind(int java, Artifact artifact, Installer installer) {
        this.java = java;
        this.artifact = artifact;
        this.installer = installer;
    }

    /** Those that {@code -Dservers=tomcat10,payara} names, or all. */
    static List<Kind> chosen() {
        String names = System.getProperty("servers", "");
        return names.isBlank() ? List.of(values()) : Arrays.stream(names.split(",")).map(Kind::of).toList();
    }

    private static Kind of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word.strip())).findFirst().orElseThrow(
            () -> new IllegalArgumentException("-Dservers=" + word + ": there are " + Arrays.stream(values()).map(Kind::word).toList()));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @return empty where this machine has no JDK that it runs on */
    Optional<Server> in(Path folder) {
        return Jdk.atLeast(java).map(jdk -> installer.of(folder, jdk, artifact));
    }

    String missing() {
        return "No JDK " + java + " or newer was found; name one by -Dservers.jdk=FOLDER.";
    }
}
