package dev.smsdesk.app;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Our classes once more, and every library but one: a WAR that was not copied whole. Only what belongs to the container is shared with it. */
final class WithoutLibrary extends URLClassLoader {
    private static final String CONTAINERS = "(java|javax|jdk|sun|com\\.sun|jakarta\\.servlet|jakarta\\.el|org\\.apache|org\\.xml|org\\.w3c)\\..*";
    private final String missing;

    /** @param missing what the names of its classes begin with */
    WithoutLibrary(String missing) {
        super(Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(WithoutLibrary::url).toArray(URL[]::new),
            WithoutLibrary.class.getClassLoader());
        this.missing = missing;
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(missing)) {
            throw new ClassNotFoundException(name);
        }
        if (name.matches(CONTAINERS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }
}
