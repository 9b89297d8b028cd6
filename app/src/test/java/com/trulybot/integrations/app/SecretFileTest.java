package com.trulybot.integrations.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
    @TempDir
    Path folder;

    @Test
    void itIsMadeOnceForItsOwnerAlone() throws IOException {
        Path file = folder.resolve("deep/encryption.key");

        String made = SecretFile.readOrMake(file);

        assertThat(Base64.getDecoder().decode(made)).hasSize(32);
        assertThat(SecretFile.readOrMake(file)).isEqualTo(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void whatIsThereIsNeverOverwritten() throws IOException {
        Path file = Files.writeString(folder.resolve("encryption.key"), "mine\n");

        assertThat(SecretFile.readOrMake(file)).isEqualTo("mine");
        assertThat(file).hasContent("mine\n");
    }

    @Test
    void manyAtOnceGetTheSame() {
        Path file = folder.resolve("encryption.key");

        TreeSet<String> made = new TreeSet<>(IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> {
                    try {
                        return SecretFile.readOrMake(file);
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList());

        assertThat(made).hasSize(1);
    }
}
