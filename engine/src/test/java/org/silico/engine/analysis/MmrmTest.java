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
        new double[] {2.53846539734, 1.97099927548, 2.61662253991},
        """
          -1.317672169373, 0.743163426350, 20.176295953586, 0.756041918202, 0.756041918202, 19.005521693157, 0.751739034745, 0.751739034745
          -1.530198142752, 0.802350813118, 19.993225573117, 0.809839369316, 0.809839369316, 19.091989715230, 0.808595344708, 0.808595344708
          -2.98565378766, 1.06091918373, 17.40624271150, 1.09681552672, 1.09681552672, 17.74333997564, 1.08162749047, 1.08162749047
          -1.944508033260, 0.786392938435, 19.732814266471, 0.792127365328, 0.792127365328, 19.607721557407, 0.790022570226, 0.790022570226
          23.904413000178, 0.475851096264, 20.441503888011, 0.486220761361, 0.486220761361, 19.307762472766, 0.482771277648, 0.482771277648
          22.586740830804, 0.537331717531, 19.892508822370, 0.544151308096, 0.544151308096, 18.692549416042, 0.541868446285, 0.541868446285
          25.322419343873, 0.517863918872, 20.699487484999, 0.524821779130, 0.524821779130, 19.746720980055, 0.523715802818, 0.523715802818
          23.792221201122, 0.579819353369, 19.702001062422, 0.585194738903, 0.585194738903, 18.814126261971, 0.584092193379, 0.584092193379
          27.431371062659, 0.679817838393, 17.790492919706, 0.704060179347, 0.704060179347, 17.980663626362, 0.693857221420, 0.693857221420
          24.445717275004, 0.778285743132, 17.546713744710, 0.811755454134, 0.811755454134, 18.090689746112, 0.797381921465, 0.797381921465
        """);
  }

  @Test
  void agreesWithRForUnstructuredWithCovariates() {
    fev1(
        new Unstructured(),
        3386.44987694,
        new double[] {40.55443800251, 14.39597907329, 4.97604212601, 13.37787757193},
        """
          3.77441420525, 1.07416075055, 145.54714423987, 1.08177778533, 1.08177778533, 144.07364435685, 1.08145540492, 1.08145540492
          3.732324703500, 0.858855701363, 145.277587842274, 0.863332802100, 0.863332802100, 147.338914916517, 0.863659292259, 0.863659292259
          3.080607905637, 0.689626104208, 130.927589634738, 0.695514286806, 0.695514286806, 130.298786795961, 0.695864108851, 0.695864108851
          4.39853765805, 1.68055024040, 133.38906093661, 1.69341352704, 1.69341352704, 134.38605704585, 1.69314018657, 1.69314018657
          3.746471118110, 0.665768771724, 168.525028189113, 0.669153408203, 0.669153408203, 178.876077944056, 0.669155285256, 0.669155285256
        """);
  }

  @Test
  void agreesWithRForToeplitzWithBaselineByVisit() {
    growth(
        new Toeplitz(),
        185.430159042,
        new double[] {3.39533862238, 2.71852587549, 1.82486869433},
        """
          -1.466220983235, 0.853219690812, 29.954804059287, 0.862959223777, 0.862959223777, 29.245169664507, 0.859128947148, 0.859128947148
          -1.475048085656, 0.850748148406, 30.027044708057, 0.852471033683, 0.852471033683, 29.318293653218, 0.851835457689, 0.851835457689
          -3.185255733110, 0.904947366739, 34.079215971452, 0.932446059948, 0.932446059948, 33.370041595435, 0.922110183073, 0.922110183073
          -2.042174934001, 0.763153295395, 21.154653934538, 0.768035295933, 0.768035295933, 20.047700767154, 0.766174917964, 0.766174917964
          24.007944657545, 0.545313044728, 30.567620774104, 0.553251104263, 0.553251104263, 29.823140485691, 0.550136226447, 0.550136226447
          22.541723674310, 0.618151764902, 29.346070364191, 0.623326238850, 0.623326238850, 28.675195303104, 0.621285441731, 0.621285441731
          25.304490669740, 0.547068242448, 31.258949949823, 0.548719742934, 0.548719742934, 30.509659360996, 0.548142640456, 0.548142640456
          23.829442584084, 0.616214746264, 29.541741836184, 0.617475040076, 0.617475040076, 28.789601083622, 0.616927791966, 0.616927791966
          27.506343315782, 0.581914257222, 34.600949498708, 0.599430877394, 0.599430877394, 34.017314724120, 0.593091473410, 0.593091473410
          24.321087582672, 0.666434891764, 35.148283837223, 0.692777070117, 0.692777070117, 34.337449993523, 0.682491557707, 0.682491557707
        """);
  }

  @Test
  void agreesWithRForToeplitzWithCovariates() {
    fev1(
        new Toeplitz(),
        3520.64400953,
        new double[] {44.72559494118, 10.22039535085, 5.85659234559, 7.51155050479},
        """
          3.44437690725, 1.15278985213, 506.44131412605, 1.15664845986, 1.15664845986, 511.83447926747, 1.15777769871, 1.15777769871
          3.65956825807, 1.12634579067, 513.79069307161, 1.12917319557, 1.12917319557, 513.51482775709, 1.12890147272, 1.12890147272
          2.73745635696, 1.17730956761, 519.74280799439, 1.18121497949, 1.18121497949, 517.44770055694, 1.18083158884, 1.18083158884
          4.17517575198, 1.15028632354, 506.55593711474, 1.15413074305, 1.15413074305, 512.00955963690, 1.15528278892, 1.15528278892
          3.504144318565, 0.685156172499, 167.471453470867, 0.686496399751, 0.686496399751, 182.042893520440, 0.686670617834, 0.686670617834
        """);
  }

  @Test
  void agreesWithRForAutoregressiveWithBaselineByVisit() {
    growth(
        new Autoregressive(),
        185.771866123,
        new double[] {3.35291202139, 2.65622581822, 2.10430084427},
        """
          -1.394691510345, 0.850293550827, 29.260135482039, 0.852265092362, 0.851009094395, 28.546123812553, 0.852405903538, 0.851060240210
          -1.504634150359, 0.849396408650, 29.484397823886, 0.850954066355, 0.849732385584, 28.774918230007, 0.851065345980, 0.849756406366
          -3.098353646964, 0.903287532387, 33.601056787924, 0.909712509261, 0.905761020932, 33.003226159769, 0.910170224809, 0.905937642546
          -1.999226435889, 0.765937379150, 20.649396968242, 0.762037981342, 0.766306166058, 19.880114600710, 0.761758368798, 0.766332531387
          23.948814169985, 0.543849874922, 29.878911689437, 0.545472242271, 0.544451092555, 29.177791234820, 0.545588073708, 0.544494060483
          22.554122659640, 0.615561344687, 28.649108418958, 0.616591395129, 0.615927941425, 27.923555116236, 0.616664988612, 0.615954148574
          25.324453585479, 0.547283033352, 30.807231969920, 0.548884955131, 0.547673681001, 30.127730045182, 0.548999330245, 0.547701605726
          23.819819435120, 0.615395007722, 28.968811612302, 0.616137329822, 0.615471998344, 28.249150097875, 0.616190379370, 0.615477503611
          27.525516259102, 0.579887681709, 34.242163945455, 0.584585925509, 0.581766592428, 33.666615928325, 0.584920453368, 0.581900721799
          24.427162612138, 0.668674407660, 34.935804254508, 0.673945467856, 0.670570219234, 34.385863150767, 0.674320825321, 0.670705584325
        """);
  }

  @Test
  void agreesWithRForAutoregressiveWithCovariates() {
    fev1(
        new Autoregressive(),
        3525.07877589,
        new double[] {45.082992922891, 11.358016580940, 2.861490160459, 0.720911602836},
        """
          3.63053248874, 1.15957140559, 505.03930160791, 1.16107845268, 1.16097985521, 512.16390569226, 1.16055258675, 1.16048838010
          3.64726586082, 1.12857555141, 516.72789677149, 1.13050385067, 1.13039486703, 519.92728470829, 1.12983108329, 1.12976010321
          2.67569794728, 1.17823480132, 524.18691260107, 1.18083107796, 1.18070075729, 524.81841336007, 1.17992540451, 1.17984051342
          4.09771553061, 1.15687958492, 504.93792811485, 1.15833613144, 1.15824015768, 512.09604103011, 1.15782788037, 1.15776538314
          3.512802956861, 0.669817009034, 170.596634465609, 0.668834721988, 0.670440551929, 223.255222198236, 0.669177787954, 0.670222948063
        """);
  }

  @Test
  void agreesWithRForCompoundSymmetryWithBaselineByVisit() {
    growth(
        new CompoundSymmetry(),
        187.885802537,
        new double[] {3.34570358993, 2.47670384317, 2.47670384317},
        """
          -1.295985422109, 0.849394860205, 29.295556677404, 0.849858221632, 0.849858221643, 28.687901263963, 0.849886336940, 0.849886336952
          -1.546822177146, 0.858320142344, 30.073862992577, 0.859122934544, 0.859122934556, 29.480368921048, 0.859171635383, 0.859171635395
          -3.003243326487, 0.898792705862, 33.754555209227, 0.900384321551, 0.900384321565, 33.250233818339, 0.900480833142, 0.900480833157
          -1.948683641914, 0.765508913884, 20.402398527374, 0.765765302191, 0.765765302195, 19.747256333076, 0.765780860760, 0.765780860765
          23.859678706747, 0.543290180911, 29.944202620236, 0.543692260539, 0.543692260547, 29.348236167169, 0.543716654947, 0.543716654954
          22.563693284638, 0.614870456816, 28.651894762922, 0.615098822588, 0.615098822595, 28.033757695788, 0.615112680380, 0.615112680388
          25.351098439860, 0.555864594431, 31.653905653502, 0.556702601493, 0.556702601502, 31.094187425894, 0.556753423221, 0.556753423229
          23.804276262714, 0.621482279726, 29.528731934292, 0.621852667978, 0.621852667987, 28.925148168077, 0.621875141367, 0.621875141376
          27.585939045396, 0.576039597235, 34.418046785261, 0.577294575808, 0.577294575818, 33.933725641424, 0.577370658162, 0.577370658172
          24.582695718909, 0.667559307583, 35.227417835316, 0.668747363918, 0.668747363929, 34.769129090950, 0.668819404342, 0.668819404354
        """);
  }

  @Test
  void agreesWithRForCompoundSymmetryWithCovariates() {
    fev1(
        new CompoundSymmetry(),
        3522.04296373,
        new double[] {44.47261512925, 7.51119562725, 7.51119562725, 7.51119562725},
        """
          3.43767647550, 1.15071884839, 518.71397690314, 1.15177778033, 1.15177778033, 518.54272080990, 1.15180301615, 1.15180301615
          3.68684465841, 1.12618931510, 516.28344237752, 1.12710849079, 1.12710849079, 516.05615260904, 1.12713039719, 1.12713039719
          2.81610215274, 1.17882210345, 520.60025644208, 1.18002000976, 1.18002000976, 520.47286434168, 1.18004855614, 1.18004855614
          4.21779426159, 1.14813964322, 518.76132829873, 1.14917546712, 1.14917546712, 518.59116932563, 1.14920015247, 1.14920015247
          3.539604387060, 0.675215252747, 184.209651128568, 0.675619591997, 0.675619591997, 181.399279702022, 0.675629229548, 0.675629229548
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
    assertTrue(
        zero.interval(0.95).lower() < zero.estimate()
            && zero.estimate() < zero.interval(0.95).upper());
  }
}
