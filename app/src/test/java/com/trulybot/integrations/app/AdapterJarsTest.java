package com.trulybot.integrations.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.Store;
import com.trulybot.integrations.platform.StoreAccess;
import com.trulybot.integrations.platform.StorePlatform;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdapterJarsTest {
    @TempDir
    Path folder;

    @Test
    void anAdapterFromAJarIsFoundBesidesOurOwn() throws IOException {
        try (OutputStream file = Files.newOutputStream(folder.resolve("big-cartel.jar"));
                JarOutputStream jar = new JarOutputStream(file)) {
            jar.putNextEntry(new JarEntry("META-INF/services/" + StorePlatform.class.getName()));
            jar.write(BigCartel.class.getName().getBytes(StandardCharsets.UTF_8));
            jar.closeEntry();
        }
        Files.writeString(folder.resolve("readme.txt"), "no jar");

        try (AdapterJars jars = AdapterJars.open(folder)) {
            assertThat(jars.prefixes()).contains("BIG_CARTEL_", "SHOPIFY_", "WOOCOMMERCE_");
        }
    }

    @Test
    void withoutAFolderThereAreOurOwn() throws IOException {
        try (AdapterJars jars = AdapterJars.open(folder.resolve("none"))) {
            assertThat(jars.prefixes()).contains("SHOPIFY_", "WOOCOMMERCE_").doesNotContain("BIG_CARTEL_");
        }
    }

    /** A stranger's platform. */
    public static final class BigCartel implements StorePlatform {
        @Override
        public PlatformId id() {
            return PlatformId.of("big-cartel");
        }

        @Override
        public String displayName() {
            return "Big Cartel";
        }

        @Override
        public ConnectionCheck check(StoreProposal proposal, PlatformContext context, Deadline deadline) {
            return new ConnectionCheck.NotConfigured();
        }

        @Override
        public Store open(StoreAccess access, PlatformContext context) {
            throw new UnsupportedOperationException("not in this test");
        }
    }
}
