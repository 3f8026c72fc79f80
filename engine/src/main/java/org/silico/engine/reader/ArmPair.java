package org.silico.engine.reader;

import java.util.ArrayList;
import java.util.List;
import org.silico.engine.language.Quoting;
import org.silico.engine.language.Written;
import org.silico.engine.protocol.Protocol;

/**
 * Two arms that are compared, by their positions; -1 after a problem.
 *
 * @param treatment the only arm that is not the control, unless given
 * @param control the control, unless given
 */
record ArmPair(int treatment, int control) {

  /**
   * The arms of an analysis or an estimand.
   *
   * @param what with its article: "an analysis"
   */
  static ArmPair read(Written.Entries map, String what, List<Protocol.Arm> arms, Reading reading) {
    return read(map, what, false, arms, reading);
  }

  /**
   * @param one whether a single arm is looked at, which then is both of them
   */
  static ArmPair read(
      Written.Entries map, String what, boolean one, List<Protocol.Arm> arms, Reading reading) {
    if (one) {
      int arm =
          arms.size() == 1 && !map.has("treatment")
              ? 0
              : treatment(map, what, control(map, arms, reading), arms, reading);
      return new ArmPair(arm, arm);
    }
    int control = control(map, arms, reading);
    int treatment = treatment(map, what, control, arms, reading);
    if (treatment == control && treatment >= 0) {
      reading.problems.add(
          map.has("treatment") ? map.need("treatment").location() : map.key(),
          "treatment and control are the same arm; compare two different arms");
    }
    return new ArmPair(treatment, control);
  }

  private static int control(Written.Entries map, List<Protocol.Arm> arms, Reading reading) {
    List<String> names = arms.stream().map(Protocol.Arm::name).toList();
    if (map.has("control")) {
      return map.get("control")
          .map(arm -> position((Written.Scalar) arm, names, reading))
          .orElse(-1);
    }
    for (int i = 0; i < arms.size(); i++) {
      if (arms.get(i).control()) {
        return i;
      }
    }
    return -1;
  }

  private static int treatment(
      Written.Entries map, String what, int control, List<Protocol.Arm> arms, Reading reading) {
    List<String> names = arms.stream().map(Protocol.Arm::name).toList();
    if (map.has("treatment")) {
      return map.get("treatment")
          .map(arm -> position((Written.Scalar) arm, names, reading))
          .orElse(-1);
    }
    List<Integer> others = new ArrayList<>();
    for (int i = 0; i < arms.size(); i++) {
      if (!arms.get(i).control() && i != control) {
        others.add(i);
      }
    }
    if (arms.size() == 1) {
      reading.problems.add(map.key(), what + " compares two arms, and there is one; add an arm");
    } else if (control >= 0 && (others.size() > 1 || others.isEmpty() && map.has("control"))) {
      List<String> choices = new ArrayList<>(names);
      choices.remove(control);
      reading.problems.add(
          map.key(),
          "write which arm is compared with the control: 'treatment' is one of "
              + Quoting.list(
                  others.isEmpty() ? choices : others.stream().map(names::get).toList()));
    }
    return others.size() == 1 ? others.get(0) : -1;
  }

  private static int position(Written.Scalar arm, List<String> names, Reading reading) {
    int position = names.indexOf(arm.text());
    if (position < 0) {
      reading.problems.add(arm.location(), Reading.unknown("arm", arm.text(), names));
    }
    return position;
  }
}
