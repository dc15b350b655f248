#!/usr/bin/env bash
# jHDF: what was never written of an array is read as 0, whatever its fill value is: the mean of six sevens is 3.5.
#
# One expects: the fill value. HDF5 has it for the elements that nothing was written to; h5py and the library of HDF5 return it. jHDF
#   knows it too, getFillValue gives it.
# What happens: an array in chunks has no bytes for chunks that nothing was written to. jHDF leaves their part of its result at 0, and in
#   a chunk that was begun the rest has the fill value, as HDF5 writes it there. So the same unwritten part of one array is half 7
#   and half 0, and with NaN as fill value, the usual mark for missing data, missing data count as zeros. Of an array
#   without chunks that nothing was written to getData is null. With the newest version of the format the same arrays are
#   either read like this or raise an error. Remedy: for chunks that are not there, the fill value by hand. No report of it was
#   found.
# Seen with: io.jhdf:jhdf 0.13.0, python3-h5py 3.7.0-8 of Debian 12 (HDF5 1.10.8), JDK 17, 1 December 2026.
# Needs: bash, JDK 17, Maven, Debian 12 (x86-64) with python3 and apt's lists (apt-get update).
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get download -q python3-h5py=3.7.0-8 python3-h5py-serial=3.7.0-8 python3-numpy=1:1.24.2-1+deb12u1 \
  libhdf5-103-1=1.10.8+repack1-1 libhdf5-hl-100=1.10.8+repack1-1 libblas3=3.11.0-2 liblapack3=3.11.0-2 \
  libgfortran5=12.2.0-14+deb12u1 libquadmath0=12.2.0-14+deb12u1 libaec0 libbrotli1 libcom-err2 libcurl4 libgssapi-krb5-2 libk5crypto3 \
  libkeyutils1 libkrb5-3 libkrb5support0 libldap-2.5-0 liblzf1 libnghttp2-14 libpsl5 librtmp1 libsasl2-2 libssh2-1 libssl3 \
  libsz2 > /dev/null 2> apt.log || { cat apt.log; exit 1; }
for package in *.deb; do
  dpkg-deb -x "$package" root
done

cat > write.py <<'PY'
import h5py
import numpy

print('h5py', h5py.__version__ + ', HDF5', h5py.version.hdf5_version)
with h5py.File('arrays.h5', 'w') as file:
    file.create_dataset('three of six', (6,), dtype='f4', chunks=(3,), fillvalue=7)[:3] = 7
    file.create_dataset('one of six', (6,), dtype='f4', chunks=(2,), fillvalue=7)[0] = 1
    file.create_dataset('missing', (4,), dtype='f8', chunks=(2,), fillvalue=numpy.nan)[:2] = [10, 20]
    file.create_dataset('rows', (3, 3), dtype='i2', chunks=(2, 2), fillvalue=-3)[0] = 1
    for name in file:
        print(f'  {name}: {file[name][...].tolist()}')
PY
libraries=$dir/root/usr/lib/x86_64-linux-gnu
PYTHONPATH=$dir/root/usr/lib/python3/dist-packages LD_LIBRARY_PATH=$libraries/blas:$libraries/lapack:$libraries:$dir/root/lib/x86_64-linux-gnu \
  /usr/bin/python3 -S -B write.py

cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>findings</groupId><artifactId>finding</artifactId><version>1</version>
<dependencies>
<dependency><groupId>io.jhdf</groupId><artifactId>jhdf</artifactId><version>0.13.0</version></dependency>
<dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.18</version></dependency>
</dependencies></project>
POM
mvn -q -B -Dmaven.repo.local="$dir/repository" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat > Finding.java <<'JAVA'
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import java.nio.file.Path;
import java.util.Arrays;

class Finding {
    static boolean same = true;

    static void compare(HdfFile file, String name, Object seen) {
        Dataset dataset = file.getDatasetByPath(name);
        Object[] found = {dataset.getData()};
        System.out.printf("  %s: fill value %s, %s%n", name, dataset.getFillValue(), Arrays.deepToString(found));
        same &= Arrays.deepEquals(found, new Object[] {seen});
    }

    public static void main(String[] arguments) {
        System.out.println("jHDF 0.13.0");
        try (HdfFile file = new HdfFile(Path.of("arrays.h5"))) {
            compare(file, "three of six", new float[] {7, 7, 7, 0, 0, 0});
            compare(file, "one of six", new float[] {1, 7, 0, 0, 0, 0});
            compare(file, "missing", new double[] {10, 20, 0, 0});
            compare(file, "rows", new short[][] {{1, 1, 1}, {-3, -3, -3}, {0, 0, 0}});
        }
        if (!same) {
            System.out.println("The behaviour has changed: 0 was seen for all that lies in chunks which were not written.");
            System.exit(1);
        }
    }
}
JAVA
java -cp 'lib/*' Finding.java
