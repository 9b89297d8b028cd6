package com.trulybot.integrations.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The certificate of the store that stands for all stores, made anew for each run by the JDK's own {@code keytool}. Stores
 * are asked over https, so what is measured is, too.
 */
final class StandCertificate {
    private static final String PASSWORD = "of-no-secret";

    private final Path folder;

    StandCertificate() {
        try {
            folder = Files.createTempDirectory("trulybot-benchmark-store");
            keytool(
                    "-genkeypair",
                    "-alias",
                    "store",
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-dname",
                    "CN=store",
                    "-ext",
                    "san=ip:127.0.0.1",
                    "-validity",
                    "30",
                    "-storetype",
                    "PKCS12");
            keytool("-exportcert", "-alias", "store", "-rfc", "-file", pem().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keytool(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", keys().toString(), "-storepass", PASSWORD));
        try {
            if (new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    != 0) {
                throw new IllegalStateException("keytool could not make a certificate");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The key and its certificate, PKCS12. */
    Path keys() {
        return folder.resolve("store.p12");
    }

    /** The certificate alone. */
    Path pem() {
        return folder.resolve("store.pem");
    }

    /** For a server that shows it. */
    static SSLContext server(Path keys) {
        try {
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(load(keys), PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the store's key can't be used", e);
        }
    }

    /** For a client that believes it. */
    SSLContext client() {
        try {
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            KeyStore believed = KeyStore.getInstance("PKCS12");
            believed.load(null, null);
            believed.setCertificateEntry("store", load(keys()).getCertificate("store"));
            managers.init(believed);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the store's certificate can't be used", e);
        }
    }

    private static KeyStore load(Path keys) throws GeneralSecurityException {
        try (InputStream in = Files.newInputStream(keys)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
