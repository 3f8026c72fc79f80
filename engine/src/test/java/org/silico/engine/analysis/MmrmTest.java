package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.silico.engine.analysis.Agree.toDigits;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.silico.engine.analysis.Mmrm.Information;
import org.silico.engine.analysis.Mmrm.Method;

/**
 * Expected values are from src/test/r/mmrm.R, which fits from the definition with numerical
 * derivatives and is itself held there against nlme::gls, pbkrtest and SAS PROC MIXED.
 */
class MmrmTest {

  static final List<CovarianceStructure> STRUCTURES =
      List.of(new Unstructured(), new Toeplitz(), new Autoregressive(), new CompoundSymmetry());

  private static final boolean[] CONSTANT = {false, false, false};
  private static final boolean[] BY_VISIT = {true};

  @Test
  void agreesWithRForUnstructuredWithBaselineByVisit() {
    growth(
        new Unstructured(),
        181.353946747,
        new double[] {2.53846539704, 1.97099927519, 2.61662253926},
        """
          -1.317672169392, 0.743163426310, 20.023769878209, 0.756041092091, 0.756041092091, 19.005521689167, 0.751739034706, 0.751739034706
          -1.530198142739, 0.802350813086, 19.692207423094, 0.809837447177, 0.809837447177, 19.091989715337, 0.808595344677, 0.808595344677
          -2.98565378769, 1.06091918364, 17.10816414382, 1.09683901155, 1.09683901155, 17.74333997550, 1.08162749037, 1.08162749037
          -1.944508033274, 0.786392938370, 19.306234723206, 0.792132993483, 0.792132993483, 19.607721554499, 0.790022570161, 0.790022570161
          23.904413000193, 0.475851096240, 20.291931513604, 0.486220318552, 0.486220318552, 19.307762469259, 0.482771277624, 0.482771277624
          22.586740830801, 0.537331717501, 19.737412105143, 0.544150684432, 0.544150684432, 18.692549413321, 0.541868446256, 0.541868446256
          25.322419343865, 0.517863918852, 20.391378989293, 0.524822286385, 0.524822286385, 19.746720989101, 0.523715802798, 0.523715802798
          23.792221201126, 0.579819353346, 19.402085941276, 0.585187551390, 0.585187551390, 18.814126258841, 0.584092193356, 0.584092193356
          27.431371062672, 0.679817838330, 17.488355244761, 0.704085432035, 0.704085432035, 17.980663629250, 0.693857221358, 0.693857221358
          24.445717274983, 0.778285743059, 17.251594605060, 0.811759589333, 0.811759589333, 18.090689743048, 0.797381921393, 0.797381921393
        """);
  }

  @Test
  void agreesWithRForUnstructuredWithCovariates() {
    fev1(
        new Unstructured(),
        3386.44987694,
        new double[] {40.55443802810, 14.39597915820, 4.97604183632, 13.37787640134},
        """
          3.77441420768, 1.07416075134, 145.54714316982, 1.08177778624, 1.08177778624, 144.07364366324, 1.08145540573, 1.08145540573
          3.732324693707, 0.858855702503, 145.277587302318, 0.863332803272, 0.863332803272, 147.338914929521, 0.863659293402, 0.863659293402
          3.080607924715, 0.689626103200, 130.927590462402, 0.695514286277, 0.695514286277, 130.298786593875, 0.695864107849, 0.695864107849
          4.39853768804, 1.68055023808, 133.38906195396, 1.69341352587, 1.69341352587, 134.38605665621, 1.69314018428, 1.69314018428
          3.746471128534, 0.665768763036, 168.525036411932, 0.669153399840, 0.669153399840, 178.876076541230, 0.669155276666, 0.669155276666
        """);
  }

  @Test
  void agreesWithRForToeplitzWithBaselineByVisit() {
    growth(
        new Toeplitz(),
        185.430159042,
        new double[] {3.39533862114, 2.71852587421, 1.82486869281},
        """
          -1.466220983288, 0.853219690662, 29.954756707458, 0.862959223378, 0.862959223378, 29.245169676456, 0.859128946999, 0.859128946999
          -1.475048085632, 0.850748148257, 30.026997267861, 0.852471033571, 0.852471033571, 29.318293659441, 0.851835457540, 0.851835457540
          -3.185255733189, 0.904947366594, 34.079164085794, 0.932446059827, 0.932446059827, 33.370041607362, 0.922110182930, 0.922110182930
          -2.042174934036, 0.763153295219, 21.154616822538, 0.768035295735, 0.768035295735, 20.047700770304, 0.766174917788, 0.766174917788
          24.007944657599, 0.545313044633, 30.567572431088, 0.553251103974, 0.553251103974, 29.823140507279, 0.550136226353, 0.550136226353
          22.541723674311, 0.618151764792, 29.346024027878, 0.623326238600, 0.623326238600, 28.675195305083, 0.621285441622, 0.621285441622
          25.304490669718, 0.547068242355, 31.258900740454, 0.548719742936, 0.548719742936, 30.509659374594, 0.548142640362, 0.548142640362
          23.829442584086, 0.616214746155, 29.541694688415, 0.617475039841, 0.617475039841, 28.789601084158, 0.616927791857, 0.616927791857
          27.506343315814, 0.581914257132, 34.600898269875, 0.599430877744, 0.599430877744, 34.017314743843, 0.593091473322, 0.593091473322
          24.321087582625, 0.666434891657, 35.148229359416, 0.692777069321, 0.692777069321, 34.337449997466, 0.682491557602, 0.682491557602
        """);
  }

  @Test
  void agreesWithRForToeplitzWithCovariates() {
    fev1(
        new Toeplitz(),
        3520.64400953,
        new double[] {44.72559487713, 10.22039536260, 5.85659195650, 7.51155035849},
        """
          3.44437690614, 1.15278985149, 506.44131676456, 1.15664845921, 1.15664845921, 511.83447964405, 1.15777769808, 1.15777769808
          3.65956825949, 1.12634578992, 513.79069540564, 1.12917319479, 1.12917319479, 513.51482756652, 1.12890147197, 1.12890147197
          2.73745635147, 1.17730956677, 519.74281045841, 1.18121497862, 1.18121497862, 517.44770057195, 1.18083158801, 1.18083158801
          4.17517574699, 1.15028632291, 506.55593944553, 1.15413074241, 1.15413074241, 512.00955982517, 1.15528278830, 1.15528278830
          3.504144316025, 0.685156170552, 167.471456960970, 0.686496397803, 0.686496397803, 182.042893131111, 0.686670615898, 0.686670615898
        """);
  }

  @Test
  void agreesWithRForAutoregressiveWithBaselineByVisit() {
    growth(
        new Autoregressive(),
        185.771866123,
        new double[] {3.35291202139, 2.65622581822, 2.10430084427},
        """
          -1.394691510345, 0.850293550827, 29.260135958070, 0.852265092657, 0.851009094558, 28.546123812553, 0.852405903538, 0.851060240210
          -1.504634150359, 0.849396408650, 29.484398327558, 0.850954066540, 0.849732385661, 28.774918230007, 0.851065345980, 0.849756406366
          -3.098353646964, 0.903287532387, 33.601057789012, 0.909712510255, 0.905761021496, 33.003226159769, 0.910170224809, 0.905937642546
          -1.999226435889, 0.765937379150, 20.649396492607, 0.762037980918, 0.766306166142, 19.880114600710, 0.761758368798, 0.766332531387
          23.948814169985, 0.543849874922, 29.878912241775, 0.545472242515, 0.544451092692, 29.177791234820, 0.545588073708, 0.544494060483
          22.554122659640, 0.615561344687, 28.649108819859, 0.616591395282, 0.615927941509, 27.923555116236, 0.616664988612, 0.615954148574
          25.324453585479, 0.547283033352, 30.807232636630, 0.548884955330, 0.547673681090, 30.127730045182, 0.548999330245, 0.547701605726
          23.819819435120, 0.615395007722, 28.968812052471, 0.616137329894, 0.615471998361, 28.249150097875, 0.616190379370, 0.615477503611
          27.525516259102, 0.579887681709, 34.242165018897, 0.584585926249, 0.581766592856, 33.666615928325, 0.584920453368, 0.581900721799
          24.427162612138, 0.668674407660, 34.935805403278, 0.673945468641, 0.670570219666, 34.385863150767, 0.674320825321, 0.670705584325
        """);
  }

  @Test
  void agreesWithRForAutoregressiveWithCovariates() {
    fev1(
        new Autoregressive(),
        3525.07877589,
        new double[] {45.082992975305, 11.358016809262, 2.861490272178, 0.720911644636},
        """
          3.63053249110, 1.15957140596, 505.03930151387, 1.16107845305, 1.16097985558, 512.16390629445, 1.16055258713, 1.16048838047
          3.64726585729, 1.12857555161, 516.72789612108, 1.13050385085, 1.13039486720, 519.92728446970, 1.12983108348, 1.12976010340
          2.67569794356, 1.17823480134, 524.18691245072, 1.18083107795, 1.18070075727, 524.81841328309, 1.17992540452, 1.17984051342
          4.09771553011, 1.15687958530, 504.93792714389, 1.15833613182, 1.15824015805, 512.09604073887, 1.15782788075, 1.15776538351
          3.512802955516, 0.669817011006, 170.596633933810, 0.668834723948, 0.670440553891, 223.255221637851, 0.669177789918, 0.670222950030
        """);
  }

  @Test
  void agreesWithRForCompoundSymmetryWithBaselineByVisit() {
    growth(
        new CompoundSymmetry(),
        187.885802537,
        new double[] {3.34570358975, 2.47670384301, 2.47670384301},
        """
          -1.295985422109, 0.849394860183, 29.295556687934, 0.849858221610, 0.849858221621, 28.687901273351, 0.849886336919, 0.849886336930
          -1.546822177147, 0.858320142323, 30.073863006764, 0.859122934522, 0.859122934534, 29.480368934084, 0.859171635361, 0.859171635373
          -3.003243326488, 0.898792705840, 33.754555224297, 0.900384321529, 0.900384321544, 33.250233832197, 0.900480833120, 0.900480833135
          -1.948683641915, 0.765508913861, 20.402398535291, 0.765765302168, 0.765765302173, 19.747256340272, 0.765780860738, 0.765780860742
          23.859678706747, 0.543290180897, 29.944202628024, 0.543692260525, 0.543692260533, 29.348236173541, 0.543716654933, 0.543716654940
          22.563693284638, 0.614870456800, 28.651894772805, 0.615098822572, 0.615098822579, 28.033757704737, 0.615112680364, 0.615112680372
          25.351098439860, 0.555864594418, 31.653905662759, 0.556702601480, 0.556702601488, 31.094187433748, 0.556753423207, 0.556753423215
          23.804276262713, 0.621482279710, 29.528731944876, 0.621852667963, 0.621852667971, 28.925148177638, 0.621875141351, 0.621875141360
          27.585939045397, 0.576039597221, 34.418046794126, 0.577294575795, 0.577294575804, 33.933725648647, 0.577370658149, 0.577370658158
          24.582695718910, 0.667559307567, 35.227417847683, 0.668747363902, 0.668747363913, 34.769129102272, 0.668819404326, 0.668819404338
        """);
  }

  @Test
  void agreesWithRForCompoundSymmetryWithCovariates() {
    fev1(
        new CompoundSymmetry(),
        3522.04296373,
        new double[] {44.47261517730, 7.51119582675, 7.51119582675, 7.51119582675},
        """
          3.43767647359, 1.15071884862, 518.71397425930, 1.15177778057, 1.15177778057, 518.54271968917, 1.15180301637, 1.15180301638
          3.68684465483, 1.12618931538, 516.28344014709, 1.12710849108, 1.12710849108, 516.05615214272, 1.12713039746, 1.12713039747
          2.81610215090, 1.17882210364, 520.60025490909, 1.18002000995, 1.18002000996, 520.47286412212, 1.18004855631, 1.18004855631
          4.21779426333, 1.14813964345, 518.76132645808, 1.14917546735, 1.14917546736, 518.59116900724, 1.14920015269, 1.14920015269
          3.539604385663, 0.675215255145, 184.209647363041, 0.675619594394, 0.675619594396, 181.399279764648, 0.675629231939, 0.675629231941
        """);
  }

  /**
   * Distances at 10, 12 and 14 years, the one at 8 as baseline with an effect at each visit. Rows
   * are the differences at visits and their average, then means by visit and arm; columns are those
   * of {@link #row}.
   */
  private static void growth(
      CovarianceStructure structure, double deviance, double[] sigma, String table) {
    DataFile data = DataFile.read("growth");
    double[][] y = {data.numbers("age10"), data.numbers("age12"), data.numbers("age14")};
    double[][] baseline = {data.numbers("age8")};
    double[][] rows = numbers(table);
    double[] third = {1.0 / 3, 1.0 / 3, 1.0 / 3};
    for (Method method : Method.values()) {
      for (Information information : Information.values()) {
        Mmrm mmrm = new Mmrm(structure, method, information);
        Status status = mmrm.fit(y, data.codes("group"), 2, baseline, BY_VISIT, data.size());
        assertEquals(Status.OK, status);
        assertEquals(23, mmrm.patients());
        fit(deviance, sigma, mmrm);
        for (int v = 0; v < 3; v++) {
          row(rows[v], mmrm.difference(1, v, 0), method, information);
          row(rows[4 + 2 * v], mmrm.mean(0, v), method, information);
          row(rows[5 + 2 * v], mmrm.mean(1, v), method, information);
        }
        row(rows[3], mmrm.difference(1, third, 0), method, information);
      }
    }
  }

  /** FEV1 at four visits; race and sex have one effect for all visits. */
  private static void fev1(
      CovarianceStructure structure, double deviance, double[] sigma, String table) {
    double[][] rows = numbers(table);
    double[] quarter = {0.25, 0.25, 0.25, 0.25};
    for (Method method : Method.values()) {
      for (Information information : Information.values()) {
        Mmrm mmrm = new Mmrm(structure, method, information);
        assertEquals(Status.OK, fev1(mmrm));
        assertEquals(197, mmrm.patients());
        assertEquals(537, mmrm.observations());
        fit(deviance, sigma, mmrm);
        for (int v = 0; v < 4; v++) {
          row(rows[v], mmrm.difference(1, v, 0), method, information);
        }
        row(rows[4], mmrm.difference(1, quarter, 0), method, information);
      }
    }
  }

  private static Status fev1(Mmrm mmrm) {
    DataFile data = DataFile.read("fev1");
    double[][] covariates = {data.numbers("black"), data.numbers("white"), data.numbers("female")};
    return mmrm.fit(fev1(data), data.codes("group"), 2, covariates, CONSTANT, data.size());
  }

  private static double[][] fev1(DataFile data) {
    double[][] y = new double[4][];
    Arrays.setAll(y, v -> data.numbers("visit" + (v + 1)));
    return y;
  }

  private static void fit(double deviance, double[] sigma, Mmrm mmrm) {
    toDigits(10, deviance, -2 * mmrm.logLikelihood());
    for (int v = 0; v < sigma.length; v++) {
      toDigits(6, sigma[v], mmrm.covariance(v, 0));
      assertEquals(mmrm.covariance(v, 0), mmrm.covariance(0, v));
    }
  }

  /**
   * Compares with: estimate, model-based SE; with observed information df, SE by Kenward-Roger and
   * by its linear form; with expected information the same three.
   */
  private static void row(
      double[] expected, Estimate actual, Method method, Information information) {
    assertEquals(Status.OK, actual.status());
    toDigits(7, expected[0], actual.estimate());
    int from = information == Information.OBSERVED ? 2 : 5;
    toDigits(6, expected[from], actual.df());
    double se =
        switch (method) {
          case SATTERTHWAITE -> expected[1];
          case KENWARD_ROGER -> expected[from + 1];
          case KENWARD_ROGER_LINEAR -> expected[from + 2];
        };
    toDigits(7, se, actual.standardError());
  }

  private static double[][] numbers(String table) {
    return table
        .lines()
        .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }

  @Test
  void agreesWithRForThreeArms() {
    // section arms: visit 1 and 4 of arm 1, then of arm 2
    DataFile data = DataFile.read("fev1");
    int[] black = data.codes("black");
    int[] white = data.codes("white");
    int[] arm = new int[data.size()];
    Arrays.setAll(arm, i -> black[i] + 2 * white[i]);
    double[][] covariates = {data.numbers("group"), data.numbers("female")};
    Mmrm mmrm = new Mmrm(new Unstructured(), Method.KENWARD_ROGER);
    mmrm.fit(fev1(data), arm, 3, covariates, new boolean[] {true, false}, data.size());
    difference(7, 0.845526980654, 1.247133059035, 141.122505693070, mmrm.difference(1, 0, 0));
    difference(7, -1.60756862549, 1.98793610812, 132.15716621878, mmrm.difference(1, 3, 0));
    difference(7, 5.45231032003, 1.41947659720, 141.87770001265, mmrm.difference(2, 0, 0));
    difference(7, 5.78238269893, 2.18565269347, 131.98858781678, mmrm.difference(2, 3, 0));
  }

  @Test
  void agreesWithWhatTheMmrmPackagePrints() {
    // estimates: openpharma/mmrm, tests/testthat/_snaps, refit_multiple_optimizers; SE, df: the
    // summary in its reference, summary(mmrm(FEV1 ~ RACE + SEX + ARMCD * AVISIT + us(...))), and
    // emmeans there; its fit stops earlier, at 3.77423
    Mmrm mmrm = new Mmrm(new Unstructured(), Method.SATTERTHWAITE);
    fev1(mmrm);
    difference(6, 3.77441404, 1.07415, 145.55, mmrm.difference(1, 0, 0), 5, 5);
    difference(6, 3.77441404 - 0.04209006, 0.859, 145, mmrm.difference(1, 1, 0), 3, 3);
    difference(6, 3.77441404 - 0.69380693, 0.690, 131, mmrm.difference(1, 2, 0), 3, 3);
    difference(6, 3.77441404 + 0.62412276, 1.681, 133, mmrm.difference(1, 3, 0), 4, 3);
    toDigits(6, 3386.45, -2 * mmrm.logLikelihood());
    double[] visit1 = {40.5537, 14.3960, 4.9747, 13.3867};
    for (int v = 0; v < 4; v++) {
      toDigits(3, visit1[v], mmrm.covariance(0, v));
    }
  }

  private static void difference(int digits, double estimate, double se, double df, Estimate e) {
    difference(digits, estimate, se, df, e, digits, digits);
  }

  private static void difference(
      int digits, double estimate, double se, double df, Estimate e, int digitsSe, int digitsDf) {
    assertEquals(Status.OK, e.status());
    toDigits(digits, estimate, e.estimate());
    toDigits(digitsSe, se, e.standardError());
    toDigits(digitsDf, df, e.df());
    assertEquals(e.estimate() / e.standardError(), e.statistic());
  }

  @Test
  void agreesWithGls() {
    // gls with corSymm and varIdent, corAR1, corCompSymm; section growth
    gls(new Unstructured(), 181.353946747, -2.98565367571, 1.06091913504);
    gls(new Autoregressive(), 185.771866123, -3.098353647627, 0.903287523892);
    gls(new CompoundSymmetry(), 187.885802537, -3.00324332668, 0.89879270461);
  }

  private static void gls(CovarianceStructure structure, double deviance, double last, double se) {
    Mmrm mmrm = new Mmrm(structure, Method.SATTERTHWAITE);
    growth(mmrm);
    Estimate e = mmrm.difference(1, 2, 0);
    toDigits(10, deviance, -2 * mmrm.logLikelihood());
    toDigits(7, last, e.estimate());
    toDigits(7, se, e.standardError());
  }

  private static void growth(Mmrm mmrm) {
    DataFile data = DataFile.read("growth");
    double[][] y = {data.numbers("age10"), data.numbers("age12"), data.numbers("age14")};
    double[][] baseline = {data.numbers("age8")};
    mmrm.fit(y, data.codes("group"), 2, baseline, BY_VISIT, data.size());
  }

  @Test
  void agreesWithPbkrtest() {
    // lmer(y ~ 0 + visit + baseline:visit + group:visit + (1 | id)), vcovAdj and KRmodcomp
    Mmrm mmrm = new Mmrm(new CompoundSymmetry(), Method.KENWARD_ROGER_LINEAR, Information.EXPECTED);
    growth(mmrm);
    difference(8, -1.295985422109, 0.849886337006, 28.687901259890, mmrm.difference(1, 0, 0));
    difference(8, -1.546822177146, 0.859171635447, 29.480368919094, mmrm.difference(1, 1, 0));
    difference(8, -3.003243326487, 0.900480833198, 33.250233814202, mmrm.difference(1, 2, 0));
    double[] third = {1.0 / 3, 1.0 / 3, 1.0 / 3};
    difference(8, -1.948683641914, 0.765780860846, 19.747256332857, mmrm.difference(1, third, 0));
    difference(8, 25.351098439860, 0.556753423259, 31.094187417406, mmrm.mean(0, 1));
    difference(8, 24.582695718909, 0.66881940438, 34.76912909030, mmrm.mean(1, 2));
  }

  @Test
  void nullValueMovesTheStatisticOnly() {
    Mmrm mmrm = new Mmrm(new Unstructured(), Method.KENWARD_ROGER);
    fev1(mmrm);
    Estimate zero = mmrm.difference(1, 3, 0);
    Estimate two = mmrm.difference(1, 3, 2);
    assertEquals(zero.estimate(), two.estimate());
    assertEquals(zero.df(), two.df());
    toDigits(14, (zero.estimate() - 2) / zero.standardError(), two.statistic());
    toDigits(14, 1 / Math.pow(zero.standardError(), 2), two.information());
    assertEquals(mmrm.difference(1, new double[] {0, 0, 0, 1}, 0), zero);
    assertTrue(zero.lower(0.95) < zero.estimate() && zero.estimate() < zero.upper(0.95));
  }
}
