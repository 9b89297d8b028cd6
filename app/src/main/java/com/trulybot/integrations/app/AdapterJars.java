package com.trulybot.integrations.app;

import com.trulybot.integrations.platform.StorePlatform;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Store platforms from jars in a folder, besides those on the class path, which {@code java -jar} does not let grow. */
final class AdapterJars implements AutoCloseable {
    private final URLClassLoader loader;

    private AdapterJars(URLClassLoader loader) {
        this.loader = loader;
    }

    /**
     * Opens all jars in the folder; a folder that is not there holds none.
     *
     * @throws IOException when the folder can't be read
     */
    static AdapterJars open(Path folder) throws IOException {
        List<Path> jars = List.of();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                jars = files.filter(file -> file.toString().endsWith(".jar"))
                        .sorted()
                        .toList();
            }
        }
        URL[] urls = new URL[jars.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = url(jars.get(i));
        }
        return new AdapterJars(new URLClassLoader("adapters", urls, AdapterJars.class.getClassLoader()));
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }

    /** Knows the adapters in the jars and all that is on the class path. */
    ClassLoader loader() {
        return loader;
    }

    /** What the settings of all adapters begin with, such as {@code SHOPIFY_}. */
    Set<String> prefixes() {
        Set<String> prefixes = new TreeSet<>();
        for (StorePlatform platform : ServiceLoader.load(StorePlatform.class, loader)) {
            prefixes.add(platform.id().value().toUpperCase(Locale.ROOT).replace('-', '_') + "_");
        }
        return prefixes;
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
