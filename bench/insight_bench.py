#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Opinion maps and themes beside scikit-learn's way of making them.

    bench/insight_bench.py --binary build/release/bench/insight_bench [--texts FILE]...

scikit-learn cannot be installed beside our Boost on Debian 12 (its dependencies conflict), so its packages are downloaded and
unpacked into a folder of the cache, and nothing of the system changes. Interleaved rounds on one core; medians. Prints
name | ours | reference | ratio | floor | goal | verdict, and ends with 1 below a floor. With --texts (subject, tab, text on
each line) themes are also measured on texts of your own.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PACKAGES = """python3-numpy python3-scipy python3-sklearn python3-sklearn-lib python3-joblib python3-threadpoolctl libblas3
liblapack3 libgfortran5 libquadmath0 libopenblas0-pthread python3-decorator liblbfgsb0""".split()
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "mosharekat-bench-sklearn"


def provide_sklearn():
    """Unpacks the packages once, and starts this program again with them in its paths."""
    root = CACHE / "root"
    if not (root / "usr/lib/python3/dist-packages/sklearn").exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        subprocess.run(["apt-get", "download", "-q", *PACKAGES], cwd=CACHE, check=True, stdout=subprocess.DEVNULL)
        for package in CACHE.glob("*.deb"):
            subprocess.run(["dpkg", "-x", package, root], check=True)
    libraries = root / "usr/lib/x86_64-linux-gnu"
    environment = dict(os.environ, PYTHONPATH=str(root / "usr/lib/python3/dist-packages"), OPENBLAS_NUM_THREADS="1",
                       OMP_NUM_THREADS="1", LD_LIBRARY_PATH=f"{libraries}/openblas-pthread:{libraries}/lapack:{libraries}",
                       MOSHAREKAT_BENCH_SKLEARN="1")
    os.execve(sys.executable, [sys.executable, *sys.argv], environment)


def row(name, ours, reference, floor, goal, higher=True, unit="ms"):
    ratio = ours / reference
    holds = (lambda bound: ratio >= bound) if higher else (lambda bound: ratio <= bound)
    verdict = "goal" if holds(goal) else "floor" if holds(floor) else "BELOW FLOOR"
    print(f"{name} | {ours:.4g} {unit} | {reference:.4g} {unit} | {ratio:.2f} | {floor} | {goal} | {verdict}", flush=True)
    return verdict != "BELOW FLOOR"


def opinion_map(binary, rounds):
    import numpy
    from sklearn.cluster import KMeans
    from sklearn.decomposition import PCA
    from sklearn.metrics import adjusted_rand_score, silhouette_score

    with tempfile.NamedTemporaryFile("w", suffix="-votes.csv") as file:
        subprocess.run([binary, "votes", "2000", "900", "0.12"], stdout=file, check=True)
        file.flush()
        rows = numpy.loadtxt(file.name, delimiter=",", skiprows=1, dtype=int)
        votes = numpy.full((rows[:, 2].max() + 1, rows[:, 1].max() + 1), numpy.nan)
        votes[rows[:, 2], rows[:, 1]] = rows[:, 3]
        seen = ~numpy.isnan(votes)

        def reference(solver):
            start = time.process_time()
            mean = numpy.nanmean(votes, axis=0)
            filled = numpy.where(seen, votes, mean)
            pca = PCA(2, svd_solver=solver, random_state=0).fit(filled)
            points = pca.transform(filled) * numpy.sqrt(votes.shape[1] / numpy.maximum(seen.sum(axis=1), 1))[:, None]
            best = max((silhouette_score(points, labels), k, labels) for k in range(2, 6)
                       for labels in [KMeans(k, n_init=8, random_state=0).fit_predict(points)])
            return 1000 * (time.process_time() - start), pca.components_, best

        times = {"full": [], "randomized": [], "cold": [], "warm": [], "best": []}
        for _ in range(rounds):
            ours = json.loads(subprocess.run([binary, "map", file.name], capture_output=True, check=True).stdout)
            for name in ("cold", "warm", "best"):
                times[name].append(ours[name])
            for solver in ("full", "randomized"):
                spent, components, best = reference(solver)
                times[solver].append(spent)
                if solver == "full":
                    exact, full = components, best
    median = {name: statistics.median(values) for name, values in times.items()}
    held = row("map of 2000 × 900: scikit-learn's full SVD by ours (best of 8 starts)", median["full"], median["best"], 15, 40)
    held &= row("the same: scikit-learn's full SVD by ours (from the first to arrive)", median["full"], median["cold"], 15, 40)
    held &= row("the same: scikit-learn's randomised SVD by ours (best of 8 starts)", median["randomized"], median["best"], 7, 15)
    held &= row("after a batch of votes, by 20 ms", median["warm"], 20, 1, 0.5, higher=False)
    cosine = min(abs(numpy.dot(ours["loading"][axis], exact[axis])) / numpy.linalg.norm(ours["loading"][axis]) for axis in (0, 1))
    held &= row("the smaller cosine of the two components with theirs", cosine, 1, 0.999, 0.99999, unit="")
    held &= row("adjusted Rand index of the groups with theirs", adjusted_rand_score(full[2], ours["group_of"]), 1, 0.95, 0.999, unit="")
    return held


def coherence(labels, counted, size=10):
    """Of each group's most characteristic words (share × logarithm of lift): how often they stand together, as normalised pointwise
    mutual information over the texts. The mean over the groups."""
    import numpy
    present = (counted > 0).astype(float)
    overall = numpy.asarray(present.mean(axis=0)).ravel()
    labels, scores = numpy.asarray(labels), []
    for label in set(labels):
        rows = present[labels == label]
        share = numpy.asarray(rows.mean(axis=0)).ravel()
        with numpy.errstate(divide="ignore", invalid="ignore"):
            rank = numpy.where(share > 0, share * numpy.log(share / overall), -1)
        top = numpy.argsort(-rank)[:size]
        together = (present[:, top].T @ present[:, top]).toarray() / present.shape[0]
        for i in range(size):
            for j in range(i):
                both = together[i, j]
                known = 0 < both < 1
                scores.append(numpy.log(both / (together[i, i] * together[j, j])) / -numpy.log(both) if known else both - 1)
    return float(numpy.mean(scores))


def themes_of(binary, path, name, count=None):
    """Our themes against k-means on TF-IDF and others, all told how many there are; theirs on the words as they are spelt."""
    from sklearn.cluster import KMeans
    from sklearn.decomposition import NMF, LatentDirichletAllocation
    from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
    from sklearn.metrics import normalized_mutual_info_score as agreement

    lines = [line.split("\t", 1) for line in path.read_text(encoding="utf-8").splitlines()]
    truth, texts = [line[0] for line in lines], [line[1] for line in lines]
    count = count or len(set(truth))
    ours = subprocess.run([binary, "themes", path, str(count)], capture_output=True, check=True, text=True).stdout.split()
    options = {"min_df": 2, "max_df": 0.4, "token_pattern": r"(?u)\b[^\W\d]{2,}\b"}
    weighted = TfidfVectorizer(sublinear_tf=True, **options).fit_transform(texts)
    counted = CountVectorizer(**options).fit_transform(texts)
    others = {
        "k-means on TF-IDF": KMeans(count, n_init=10, random_state=0).fit_predict(weighted),
        "NMF on TF-IDF": NMF(count, init="nndsvda", random_state=0, max_iter=400).fit_transform(weighted).argmax(axis=1),
        "LDA": LatentDirichletAllocation(count, random_state=0, max_iter=30).fit_transform(counted).argmax(axis=1),
    }
    mine, held = agreement(truth, ours), True
    for other, labels in others.items():
        held &= row(f"NMI of themes, {name}, by {other}", mine, agreement(truth, labels), 0.97, 1, unit="")
    held &= row(f"coherence of themes, {name}, by k-means on TF-IDF", coherence(ours, counted),
                coherence(others["k-means on TF-IDF"], counted), 0.9, 1, unit="")
    return held


def descriptions(path, each=250):
    """Real short texts that nobody here wrote, and what they are about: the one-line descriptions of Debian's packages, by section."""
    sections = "games science fonts mail sound electronics graphics news hamradio math".split()
    found = {section: [] for section in sections}
    section = ""
    for line in subprocess.run(["apt-cache", "dumpavail"], capture_output=True, check=True, text=True).stdout.splitlines():
        if line.startswith("Section: "):
            section = line.split()[-1]
        elif line.startswith("Description: ") and section in found:
            found[section].append(line.removeprefix("Description: "))
    with path.open("w", encoding="utf-8") as file:
        for section, texts in found.items():
            for text in sorted(set(texts))[::max(1, len(set(texts)) // each)]:
                file.write(f"{section}\t{text}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--texts", type=Path, action="append", default=[])
    arguments = parser.parse_args()
    if "MOSHAREKAT_BENCH_SKLEARN" not in os.environ:
        provide_sklearn()
    print("name | ours | reference | ratio | floor | goal | verdict", flush=True)
    held = opinion_map(arguments.binary, arguments.rounds)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "comments"

        def measured(name, *words):
            with path.open("w", encoding="utf-8") as file:
                subprocess.run([arguments.binary, *words], stdout=file, check=True)
            return themes_of(arguments.binary, path, name)

        # The methods were tuned on the first; the others are held out.
        for size in ("1", "2", "4"):
            held &= measured(f"3000 comments of {size} sentences", "comments", "3000", size, "1")
        for language in ("fa", "en"):
            for size in ("1", "2"):
                held &= measured(f"3000 unseen comments of {size} sentences ({language})", "unseen", "3000", size, language)
        descriptions(path)
        held &= themes_of(arguments.binary, path, "descriptions of Debian packages by section")
    for path in arguments.texts:
        held &= themes_of(arguments.binary, path, path.name)
    sys.exit(0 if held else 1)


if __name__ == "__main__":
    main()
