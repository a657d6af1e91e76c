package dev.smsdesk.app;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.WebResourceSet;
import org.apache.catalina.webresources.DirResourceSet;
import org.apache.catalina.webresources.FileResourceSet;
import org.apache.catalina.webresources.StandardRoot;

/** The application with classes and libraries of its own, as on a server, and one jar missing: a WAR that was not copied whole. */
final class WithoutLibrary {
    private static final String CONTAINERS_JARS = "(tomcat-|ecj-|jakarta\\.(servlet|jakartaee|el)-api|arquillian-|junit-).*";

    private WithoutLibrary() {}

    /** @param missing how the jar's name begins */
    static void in(Context context, String missing) {
        StandardRoot files = new StandardRoot(context);
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of).filter(Files::exists)
            .filter(entry -> !name(entry).matches(CONTAINERS_JARS) && !name(entry).startsWith(missing))
            .forEach(entry -> files.addPreResources(resources(files, entry)));
        context.setResources(files);
        context.setParentClassLoader(new ContainersClasses());
    }

    private static WebResourceSet resources(StandardRoot files, Path entry) {
        return Files.isDirectory(entry) ? new DirResourceSet(files, "/WEB-INF/classes", entry.toString(), "/")
            : new FileResourceSet(files, "/WEB-INF/lib/" + name(entry), entry.toString(), "/");
    }

    private static String name(Path entry) {
        return entry.getFileName().toString();
    }

    /** Nothing of ours: neither classes nor what a library says of itself in META-INF/services. */
    private static final class ContainersClasses extends ClassLoader {
        private static final String NAMES =
            "(java|javax|jdk|sun|com\\.sun|jakarta\\.servlet|jakarta\\.el|org\\.apache|org\\.xml|org\\.w3c)\\..*";

        private ContainersClasses() {
            super(null);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.matches(NAMES)) {
                return WithoutLibrary.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
