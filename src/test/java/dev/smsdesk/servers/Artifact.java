package dev.smsdesk.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A server as Maven's repositories have it. Only those that were chosen are fetched: each has 10 to 270 MB. */
record Artifact(String group, String name, String version, String type) {
    private static final Path REPOSITORY = Path.of(System.getProperty("smsdesk.servers.repository"));
    private static final Path MAVEN = Path.of(System.getProperty("smsdesk.servers.maven"), "bin", "mvn");
    private static final String GET = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:get";

    /** In the local repository, where Maven puts it first if it is not there. */
    Path file() {
        Path file = REPOSITORY.resolve(group.replace('.', '/')).resolve(name).resolve(version).resolve(name + "-" + version + "." + type);
        if (!Files.exists(file)) {
            Tool.run(Path.of("."), Map.of(), MAVEN.toString(), "-B", "-ntp", "-q", GET, "-Dartifact=" + group + ":" + name + ":"
                + version + ":" + type, "-Dtransitive=false", "-Dmaven.repo.local=" + REPOSITORY);
        }
        return file;
    }

    /** @return the one folder that the archive has at its top, anew below this one */
    Path unpackedInto(Path folder) {
        Path top = null;
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file()))) {
            for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IllegalStateException(entry.getName() + " leads out of " + folder);
                }
                boolean isMeta = entry.getName().startsWith("META-INF/");
                top = top == null && !isMeta ? folder.resolve(folder.relativize(target).getName(0)) : top;
                unpack(zip, entry, target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return top;
    }

    private static void unpack(InputStream content, ZipEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
        } else {
            Files.createDirectories(target.getParent());
            Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
